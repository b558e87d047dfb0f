import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';

export type ClaimedMail = {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** This try included. */
  attempts: number;
};

/** Takes waiting mail for a limited time; what a crashed worker held comes back by itself. */
export async function claimMails(db: Db, limit: number, leaseSeconds: number): Promise<ClaimedMail[]> {
  const { data, error } = await db.rpc('claim_mails', { p_limit: limit, p_lease_seconds: leaseSeconds });
  if (error) throw databaseError(error, 'Waiting mail could not be read.');
  return data.map((mail) => ({
    id: mail.id,
    to: mail.to_address,
    subject: mail.subject,
    text: mail.body_text,
    html: mail.body_html,
    attempts: mail.attempts,
  }));
}

async function settle(
  db: Db,
  id: string,
  change: {
    state: 'sent' | 'queued' | 'dead';
    sent_at?: string;
    run_at?: string;
    last_error?: string | null;
    locked_until: null;
  },
) {
  const { error } = await db.schema('identity').from('mails').update(change).eq('id', id).eq('state', 'sending');
  if (error) throw databaseError(error, 'The mail could not be marked.');
}

export function markSent(db: Db, id: string, at: Date): Promise<void> {
  return settle(db, id, { state: 'sent', sent_at: at.toISOString(), last_error: null, locked_until: null });
}

export function markForRetry(db: Db, id: string, runAt: Date, problem: string): Promise<void> {
  return settle(db, id, { state: 'queued', run_at: runAt.toISOString(), last_error: problem, locked_until: null });
}

export function markDead(db: Db, id: string, problem: string): Promise<void> {
  return settle(db, id, { state: 'dead', last_error: problem, locked_until: null });
}
