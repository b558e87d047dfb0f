import { asMarkdown } from './bench-table';
import { type Growth, handlesOf, type Reading, timersOf } from './soak-reading';

export type Taken = { calls: number; isRested: boolean; reading: Reading };

export function growthRows(growth: Growth[]): string[][] {
  const rows = growth.map(({ what, before, after, allowed, isFine }) => [
    ...[what, String(before), String(after), `+${allowed}`],
    isFine ? 'yes' : 'NO',
  ]);
  return [['held at rest', 'after warm-up', 'at the end', 'may grow', 'fine'], ...rows];
}

type Soaked = {
  failed: number;
  lost: number;
  growth: Growth[];
  taken: Taken[];
  atOnce: number;
  minutes: number;
};

const mb = (bytes: number) => (bytes / 1_048_576).toFixed(1);

export function soakPage({ failed, lost, growth, taken, atOnce, minutes }: Soaked): string {
  const calls = taken.at(-1)?.calls ?? 0;
  const rows = taken.map(({ calls: upTo, isRested, reading }) => [
    isRested ? `${upTo}, rested` : String(upTo),
    ...[mb(reading.heapUsed), mb(reading.external), mb(reading.rss)],
    ...[handlesOf(reading), timersOf(reading), reading.emitters, reading.listeners].map(String),
  ]);
  const head = ['calls', 'heap, MB', 'outside, MB', 'resident, MB', 'handles', 'timers', 'emitters', 'listeners'];

  return `# Soak

Written by \`npm run soak -- --calls ${calls} --at-once ${atOnce} --write\` on ${new Date().toISOString().slice(0, 10)}, in ${Math.round(minutes)} minutes: short calls through signed
webhooks, tickets and media streams into one realtime server, with transcripts to a real database, marks and ledger. The
carrier and the voice model are stand-ins on this machine. What is held was read after a collection, with no call in progress.
A server remembers an ended call for ten minutes: *rested* is after eleven without a call, and what is held is judged between
two such rests.

${asMarkdown(growthRows(growth))}

${calls} calls, ${failed} failed, ${lost} frames lost, doubled or misdelivered.

${asMarkdown([head, ...rows])}
`;
}
