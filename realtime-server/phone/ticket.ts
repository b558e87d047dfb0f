import { createHmac } from 'node:crypto';
import { deriveKey, sha256 } from '@/lib/platform/crypto';

export type Ticket = { token: string; hash: string };

/** One call and attempt, one ticket: a webhook that is sent again gets the same TwiML. */
export type TicketPress = (callSid: string, attempt: number | string) => Ticket;

export function makeTicketPress(secret: string): TicketPress {
  const key = deriveKey(secret, 'call-ticket');
  return (callSid, attempt) => {
    const token = createHmac('sha256', key).update(`${callSid}:${attempt}`).digest('base64url');
    return { token, hash: sha256(token) };
  };
}
