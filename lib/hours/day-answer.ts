import type { Hours } from '@/lib/contracts/hours';
import { addDays } from './local-time';
import { blocksOn, closedDayName, describeBlocks, describeClock, describeDate } from './schedule';

export type DayAnswer = {
  date: string;
  hours: string;
  /** The holiday, or what the one-off day is called. */
  because?: string;
  /** Where the day is closed: when the doors open after it. */
  opens_next?: string;
};

const daysToLookAhead = 366;

/** One date's hours in words that can be read aloud, holidays and one-off days counted. */
export function answerDay(hours: Hours, date: string): DayAnswer {
  const blocks = blocksOn(hours, date);
  const because = closedDayName(hours, date) ?? hours.days.find((day) => day.date === date)?.label;
  const next = blocks.length === 0 ? firstOpeningAfter(hours, date) : null;

  return {
    date: describeDate(date),
    hours: describeBlocks(blocks),
    ...(because && { because }),
    ...(next && { opens_next: next }),
  };
}

function firstOpeningAfter(hours: Hours, date: string): string | null {
  for (let ahead = 1; ahead <= daysToLookAhead; ahead += 1) {
    const day = addDays(date, ahead);
    const [first] = blocksOn(hours, day);
    if (first) return `${describeDate(day)} at ${describeClock(first.opens)}`;
  }
  return null;
}
