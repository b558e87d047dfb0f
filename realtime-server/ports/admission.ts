import type { Admitted } from '@/lib/contracts/admission';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import type { Answer, IncomingCall } from './answer';
import type { CallSetup } from './call-setup';

export type SpentTicket = Admitted & { browserSound: BrowserSound | null };

/** Who is let in, and with what; the doors ask it. */
export type Admission = {
  answer(asked: IncomingCall, so?: { staffWereRung: boolean }): Promise<Answer>;
  /** Null when the ticket is no good. Throws when the database is away. */
  spend(ticketHash: string, callSid: string | null): Promise<SpentTicket | null>;
  /** A setup for a call that this process did not admit itself, or that broke off before. */
  setUpFrom(spent: SpentTicket, carrierCallSid: string | null): Promise<CallSetup>;
};
