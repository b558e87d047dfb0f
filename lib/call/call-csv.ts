import { writeCsv } from './csv';
import { describeCall, describeEndReason, talkSeconds } from './outcome';
import type { CallSummary } from './summary';

const head = [
  'Call',
  'Started (UTC)',
  'Started (local)',
  'Time zone',
  'Way',
  'Test',
  'Caller',
  'Number called',
  'Outcome',
  'How it ended',
  'Talk seconds',
  'Agent version',
];

/** `2026-11-21 16:05:00` on the tenant's wall clock, which every spreadsheet reads as a moment. */
function localMoment(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(at));
}

export function csvOfCalls(calls: CallSummary[], timeZone: string, now: Date): string {
  const rows = calls.map((call) => [
    call.id,
    new Date(call.startedAt).toISOString(),
    localMoment(call.startedAt, timeZone),
    timeZone,
    call.channel,
    call.isTest ? 'yes' : 'no',
    call.callerNumber,
    call.dialedNumber,
    describeCall(call).label,
    describeEndReason(call.endReason),
    talkSeconds(call, now),
    call.versionNumber,
  ]);
  return writeCsv(head, rows);
}
