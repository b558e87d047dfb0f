import type { UsageDay } from './usage';

export const usageHead = [
  'Day',
  'Calls',
  'Talk seconds',
  'Cost (USD)',
  'AI audio (USD)',
  'AI text (USD)',
  'AI cached input (USD)',
  'Transcription (USD)',
  'Carrier (USD)',
  'Greetings spoken ahead (USD)',
  'Texts (USD)',
  'Summaries (USD)',
  'Knowledge search (USD)',
  'Of which test calls (USD)',
  'Of which no call (USD)',
  'Entries without a price',
];

/** One row a day; dollars to the micro-dollar, so that a column adds up to what the ledger says. */
export function usageRows(days: readonly UsageDay[]): (string | number)[][] {
  return days.map((day) => [
    day.day,
    day.calls,
    day.seconds,
    ...[day.microDollars, day.audio, day.text, day.cached, day.transcription, day.carrier].map(dollars),
    ...[day.clips, day.texts, day.summaries, day.embeddings, day.testMicroDollars, day.apartMicroDollars].map(dollars),
    day.unpriced,
  ]);
}

function dollars(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
