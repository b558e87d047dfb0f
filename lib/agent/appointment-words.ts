import { localTime } from '@/lib/hours/local-time';
import { describeClock, describeDate } from '@/lib/hours/schedule';
import type { BookableTime, NotBookable } from './bookable-times';

/** "Tuesday 24 November 2026 at 10 am", on the wall of the business. */
export function describeMoment(at: Date, timeZone: string): string {
  const { date, time } = localTime(at, timeZone);
  return `${describeDate(date)} at ${describeClock(time)}`;
}

/** "8 am, 8:15 am or 8:30 am"; where there are many, as stretches: "8 am to 10 am, or 2 pm". */
export function describeTimes(times: BookableTime[], stepMinutes: number): string {
  const stretches: BookableTime[][] = [];
  for (const one of times) {
    const last = stretches.at(-1);
    const before = last?.at(-1);
    if (last && before && one.at.getTime() - before.at.getTime() === stepMinutes * 60_000) last.push(one);
    else stretches.push([one]);
  }
  const words = times.length <= 4 ? times.map(({ time }) => describeClock(time)) : stretches.map(describeStretch);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '');
}

/** One letter or digit at a time, so that it can be written down. */
export function spellReference(reference: string): string {
  return [...reference].join(' ');
}

export function sentenceWhyNever(why: NotBookable, { date, time }: { date: string; time: string }): string {
  const when = `${describeClock(time)} on ${describeDate(date)}`;
  const sentences: Record<NotBookable, string> = {
    no_such_time: `There is no ${when}: the clocks go forward then.`,
    time_comes_twice: `${when} comes twice: the clocks go back then. Another time is needed.`,
    past: `${when} is over.`,
    too_soon: `${when} is too soon: we need more notice.`,
    too_far: `${when} is further ahead than we book.`,
    closed: `Nothing of that kind can begin at ${when}.`,
  };
  return sentences[why];
}

function describeStretch(stretch: BookableTime[]): string {
  const [first, last] = [stretch[0]?.time ?? '', stretch.at(-1)?.time ?? ''];
  return first === last ? describeClock(first) : `between ${describeClock(first)} and ${describeClock(last)}`;
}
