import { type CarrierAccount, carrierClients } from '@/lib/platform/carrier-client';

/** What we ask of the carrier outside of a stream. */
export type CarrierRest = {
  /** Ends a call. Resolves when the carrier accepted it; rejects when it did not within the time limit. */
  completeCall(accountSid: string, callSid: string): Promise<void>;
  /** Other instructions for a call, in place of what it is doing: TwiML, or where to ask for it. */
  redirectCall(accountSid: string, callSid: string, to: { twiml: string } | { url: string }): Promise<void>;
  /** Rings somebody, and gives the id of that call. */
  placeCall(accountSid: string, leg: RungLeg): Promise<string>;
};

export type RungLeg = {
  to: string;
  from: string;
  /** Asked for instructions when they pick up. */
  url: string;
  /** Told how it ended. */
  statusUrl: string;
  ringSeconds: number;
  longestSeconds: number;
};

const timeoutMs = 3_000;

export function makeTwilioRest(account: CarrierAccount): CarrierRest {
  const clientOf = carrierClients(account, timeoutMs);

  return {
    async completeCall(accountSid, callSid) {
      await clientOf(accountSid).calls(callSid).update({ status: 'completed' });
    },
    async redirectCall(accountSid, callSid, to) {
      const change = 'twiml' in to ? { twiml: to.twiml } : { url: to.url, method: 'POST' };
      await clientOf(accountSid).calls(callSid).update(change);
    },
    async placeCall(accountSid, { to, from, url, statusUrl, ringSeconds, longestSeconds }) {
      const { sid } = await clientOf(accountSid).calls.create({
        ...{ to, from, url, method: 'POST', timeout: ringSeconds, timeLimit: longestSeconds },
        ...{ statusCallback: statusUrl, statusCallbackMethod: 'POST', statusCallbackEvent: ['completed'] },
      });
      return sid;
    },
  };
}
