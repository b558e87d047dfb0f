import type { PracticeClock } from '../clock';
import type { Tell } from './happening';
import type { Verb } from './twiml';
import { type Account, askWebhook, type Parameters } from './webhook';

type Caller = { account: Account; callSid: string; base: string; clock: PracticeClock; tell: Tell };
type Status = 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** By which event each status is told; whatever ends a leg is told as `completed`. */
const eventOf: Partial<Record<Status, string>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

/** The carrier's callbacks about one telephone of a dial, as its `<Number>` asked for them; nobody waits for them. */
export function legCallbacks(number: Verb | undefined, legSid: string, caller: Caller) {
  const { statusCallback, statusCallbackEvent = 'completed', statusCallbackMethod } = number?.attributes ?? {};
  const wanted = new Set(statusCallbackEvent.split(' '));
  let sequence = 0;

  return function told(status: Status, extra: Parameters = {}): void {
    if (statusCallback === undefined || !wanted.has(eventOf[status] ?? 'completed')) return;
    const { account, callSid, base, clock, tell } = caller;
    const url = new URL(statusCallback, base).toString();
    const parameters = {
      ...{ CallSid: legSid, ParentCallSid: callSid, AccountSid: account.sid, CallStatus: status },
      ...{ Direction: 'outbound-dial', To: number?.text.trim() ?? '', ApiVersion: '2010-04-01' },
      ...{ CallbackSource: 'call-progress-events', Timestamp: new Date().toUTCString() },
      ...{ SequenceNumber: String(sequence++), ...extra },
    };
    const method = statusCallbackMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST';
    void askWebhook(account, url, parameters, { method, clock }).then(
      ({ status: code }) => code >= 300 && tell({ type: 'trouble', code: 11200, text: `A callback got ${code}` }),
      (error) => tell({ type: 'trouble', code: 11205, text: `A callback reached nobody: ${error}` }),
    );
  };
}
