import type { CallWish } from '@/realtime-server/practice/carrier/carrier-routes';
import type { CallSummary, Happening } from '@/realtime-server/practice/carrier/happening';
import { account, type PracticeHouse } from './practice-house';

export type DoneCall = { happenings: Happening[]; summary: CallSummary };

/** Places a call as the command line does, and tells what happened once it is over. */
export async function placeCall(house: PracticeHouse, wish: Partial<CallWish> = {}): Promise<DoneCall> {
  const response = await fetch(`${house.url}/carrier/calls`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: '+12025550101', from: '+12025550177', ...wish }),
  });
  const lines = (await response.text()).trim().split('\n');
  if (!response.ok) throw new Error(lines.join(' '));
  const entries: (Happening | CallSummary)[] = lines.map((line) => JSON.parse(line));
  const summary = entries.find((entry) => entry.type === 'summary');
  if (!summary) throw new Error('The call ended without a summary.');
  return { summary, happenings: entries.filter((entry) => entry.type !== 'summary') };
}

export function twilioRest(
  house: PracticeHouse,
  path: string,
  form?: Record<string, string>,
  password = account.authToken,
) {
  const credentials = Buffer.from(`${account.sid}:${password}`).toString('base64');
  return fetch(`${house.url}/twilio/2010-04-01/Accounts/${account.sid}/${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { Authorization: `Basic ${credentials}` },
    ...(form && { body: new URLSearchParams(form) }),
  });
}
