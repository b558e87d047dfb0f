import type { CallSummary } from '@/lib/call/summary';
import { formatPhone } from '@/lib/format/phone';

/** Who is on the other end, in one phrase. */
export function callerName(call: Pick<CallSummary, 'channel' | 'callerNumber'>): string {
  return call.channel === 'browser' ? 'Test in the browser' : formatPhone(call.callerNumber);
}
