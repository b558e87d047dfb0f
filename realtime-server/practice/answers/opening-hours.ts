const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayWord = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?s?';
const dayPattern = new RegExp(`\\b${dayWord}\\b`, 'gi');
const linePattern = new RegExp(
  `^(${dayWord}(?:\\s*(?:-|–|—|to|through|,|and|&)\\s*(?:and\\s+)?${dayWord})*|every ?day|daily|weekdays?|weekends?)\\b\\s*[:,–—-]?\\s*(.+)$`,
  'i',
);
const timePattern = /(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?/gi;
const datePattern = /\d{4}|\b\d{1,2} [A-Z][a-z]{2,}/;

export type DayHours = { day: number; ranges: { opens: number; closes: number }[] };
export type Moment = { day: number; minutes: number | null };

function dayIndex(word: string): number {
  return dayNames.findIndex((name) => name.startsWith(word.toLowerCase().slice(0, 3)));
}

function daysIn(text: string): number[] {
  if (/every ?day|daily/i.test(text)) return [0, 1, 2, 3, 4, 5, 6];
  if (/weekday/i.test(text)) return [1, 2, 3, 4, 5];
  if (/weekend/i.test(text)) return [6, 0];
  const named = (text.match(dayPattern) ?? []).map(dayIndex);
  const [first, last] = named;
  if (named.length !== 2 || first === undefined || last === undefined || !/-|–|—|\bto\b|through/.test(text))
    return named;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7);
}

function rangesIn(text: string): DayHours['ranges'] {
  if (/24 hours|around the clock|all day/i.test(text)) return [{ opens: 0, closes: 1440 }];
  const plain = text
    .replace(/\bnoon\b/gi, '12:00')
    .replace(/\bto midnight\b/gi, 'to 24:00')
    .replace(/\bmidnight\b/gi, '00:00');
  const times = [...plain.matchAll(timePattern)].map(([, hours, minutes, half]) => {
    const hour = half ? (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hours);
    return hour * 60 + Number(minutes ?? 0);
  });
  const ranges: DayHours['ranges'] = [];
  for (let i = 0; i + 1 < times.length; i += 2) ranges.push({ opens: times[i] ?? 0, closes: times[i + 1] ?? 0 });
  return ranges;
}

/** A line like "- Monday to Friday: 09:00–17:00" or "Sunday: closed"; anything else is nothing. */
export function readHoursLine(line: string): DayHours[] {
  const match = linePattern.exec(line.replace(/^[-*•\s]+/, '').replace(/\*\*/g, ''));
  const [, days, rest] = match ?? [];
  if (!days || !rest || datePattern.test(rest)) return [];
  const ranges = rangesIn(rest);
  if (ranges.length === 0 && !/closed/i.test(rest)) return [];
  return daysIn(days).map((day) => ({ day, ranges }));
}

function sayTime(minutes: number): string {
  if (minutes === 720) return 'noon';
  if (minutes === 0 || minutes === 1440) return 'midnight';
  const hour = Math.floor(minutes / 60);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `${hour % 12 || 12}${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

function sayRanges(ranges: DayHours['ranges']): string {
  const spoken = ranges.map(({ opens, closes }) =>
    opens === 0 && closes === 1440 ? 'around the clock' : `from ${sayTime(opens)} to ${sayTime(closes)}`,
  );
  return spoken.join(' and ');
}

const title = (day: number) => (dayNames[day] ?? '').replace(/^./, (letter) => letter.toUpperCase());

function sayDay(day: number, ranges: DayHours['ranges'], prefix: string): string {
  if (ranges.length === 0) return `${prefix} ${title(day)} we are closed.`;
  return `${prefix} ${title(day)} we are open ${sayRanges(ranges)}.`;
}

function sayWeek(week: Map<number, DayHours['ranges']>): string {
  const groups: { days: number[]; spoken: string }[] = [];
  for (const day of [1, 2, 3, 4, 5, 6, 0]) {
    const ranges = week.get(day);
    if (!ranges) continue;
    const spoken = ranges.length === 0 ? 'closed' : `open ${sayRanges(ranges)}`;
    const last = groups.at(-1);
    if (last?.spoken === spoken) last.days.push(day);
    else groups.push({ days: [day], spoken });
  }
  return groups
    .map(({ days, spoken }) => {
      const [first, last] = [title(days[0] ?? 0), title(days.at(-1) ?? 0)];
      const span = days.length === 1 ? first : days.length === 2 ? `${first} and ${last}` : `${first} to ${last}`;
      return `${span} we are ${spoken}.`;
    })
    .join(' ');
}

function sayNow(now: Moment, ranges: DayHours['ranges']): string {
  const { minutes } = now;
  const open = ranges.find(({ opens, closes }) => minutes !== null && opens <= minutes && minutes < closes);
  if (open) return `Yes, we are open now, until ${sayTime(open.closes)}.`;
  return `No, we are closed now. ${sayDay(now.day, ranges, 'Today,')}`;
}

const commonWords = new RegExp(
  `^(are|you|open|closed?|hours|on|the|what|is|it|at|do|of|to|day|20\\d\\d|${dayWord})$`,
  'i',
);
const asksHours = /\b(open|opens|opening|close|closes|closed|closing|hours|business hours|shut)\b/i;

/** The answer read from the hours, or nothing when the question is about something else. */
export function answerHours(question: string, hours: DayHours[], now: Moment | null): string | undefined {
  if (hours.length === 0 || !asksHours.test(question)) return undefined;
  const week = new Map(hours.map(({ day, ranges }) => [day, ranges]));
  const named = daysIn(question.replace(/every ?day|daily/gi, ''));
  if (named.length > 0) {
    const known = named.filter((day) => week.has(day));
    return known.map((day) => sayDay(day, week.get(day) ?? [], 'On')).join(' ') || undefined;
  }
  if (!now) return sayWeek(week);
  const today = week.get(now.day) ?? [];
  const tomorrow = (now.day + 1) % 7;
  if (/\btomorrow\b/i.test(question)) return sayDay(tomorrow, week.get(tomorrow) ?? [], 'Tomorrow,');
  if (/\b(now|currently|right now)\b/i.test(question) && now.minutes !== null) return sayNow(now, today);
  if (/\b(today|tonight|now)\b/i.test(question)) return sayDay(now.day, today, 'Today,');
  return sayWeek(week);
}

export function readMoment(line: string): Moment | null {
  const [named] = line.match(dayPattern) ?? [];
  if (!named) return null;
  if (/\bnoon\b/i.test(line)) return { day: dayIndex(named), minutes: 720 };
  const [, hours, minutes = '0', half] = /\b(\d{1,2})(?::(\d{2})|(?=\s*[ap]\.?m))\s*([ap]\.?m)?/i.exec(line) ?? [];
  if (!hours) return { day: dayIndex(named), minutes: /\bmidnight\b/i.test(line) ? 0 : null };
  const hour = half ? (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hours);
  return { day: dayIndex(named), minutes: hour * 60 + Number(minutes) };
}

/** A one-off day that the question names by its label or date. */
export function answerSpecialDay(question: string, specialDays: string[]): string | undefined {
  if (!asksHours.test(question)) return undefined;
  const asked = (question.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !commonWords.test(word));
  const line = specialDays.find((day) => asked.some((word) => new RegExp(`\\b${word}\\b`, 'i').test(day)));
  const [, day, hours] = /^(.+?):\s*(.+)$/.exec(line ?? '') ?? [];
  return day && hours
    ? `On ${day.replace(/\s*\(([^)]*)\)/g, ', $1,').replace(/,$/, '')} we are ${/closed/i.test(hours) ? 'closed' : `open ${hours}`}.`
    : undefined;
}
