/** What a caller has said about an appointment so far; the latest mention counts. */
export type AppointmentWish = {
  service: string | null;
  /** Local, like 2026-11-24 and 10:00. */
  date: string | null;
  time: string | null;
  reference: string | null;
};

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = 'january february march april may june july august september october november december'.split(' ');
const hours = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const dayMs = 86_400_000;

const dayPattern = new RegExp(`\\b(today|tomorrow|${days.join('|')})\\b`, 'gi');
const monthNames = months.join('|');
const datePattern = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${monthNames})\\b|\\b(${monthNames}) (\\d{1,2})(?:st|nd|rd|th)?\\b`,
  'gi',
);
const timePattern = new RegExp(
  `\\b(noon)\\b|\\b(?:at |about |around |say )?(\\d{1,2}|${hours.join('|')})(?::(\\d{2})| (thirty|fifteen|forty[- ]five))?\\s*(a\\.?m|p\\.?m|o'?clock)\\b|\\b(?:at|about|around) (\\d{1,2}|${hours.join('|')})(?::(\\d{2})| (thirty|fifteen|forty[- ]five))?\\b|\\b(\\d{1,2}):(\\d{2})\\b`,
  'gi',
);
const spokenMinutes: Record<string, string> = { thirty: '30', fifteen: '15', 'forty five': '45', 'forty-five': '45' };

/** `said`: the caller's sentences, oldest first. `today`: the date on the wall of the business. */
export function readAppointmentWish(said: string[], services: string[], today: string): AppointmentWish {
  const wish: AppointmentWish = { service: null, date: null, time: null, reference: null };
  for (const words of said) {
    wish.service = serviceIn(words, services) ?? wish.service;
    wish.date = dateIn(words, today) ?? wish.date;
    wish.time = timeIn(words) ?? wish.time;
    wish.reference = referenceIn(words) ?? wish.reference;
  }
  return wish;
}

function serviceIn(words: string, services: string[]): string | null {
  const plain = words.toLowerCase();
  const stems = (name: string) => (name.toLowerCase().match(/[\p{L}]{4,}/gu) ?? []).map((word) => word.slice(0, 6));
  return services.find((name) => stems(name).some((stem) => plain.includes(stem))) ?? null;
}

function dateIn(words: string, today: string): string | null {
  const [iso] = /\b20\d\d-\d\d-\d\d\b/.exec(words) ?? [];
  if (iso) return iso;
  const named = [...words.matchAll(datePattern)].at(-1);
  if (named) return onDate(Number(named[1] ?? named[4]), (named[2] ?? named[3] ?? '').toLowerCase(), today);
  const day = [...words.matchAll(dayPattern)].at(-1)?.[1]?.toLowerCase();
  if (!day) return null;
  if (day === 'today') return today;
  const at = Date.parse(`${today}T00:00:00Z`);
  const ahead = day === 'tomorrow' ? 1 : ((days.indexOf(day) - new Date(at).getUTCDay() + 6) % 7) + 1;
  return new Date(at + ahead * dayMs).toISOString().slice(0, 10);
}

function onDate(day: number, month: string, today: string): string {
  const rest = `-${String(months.indexOf(month) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  return `${year}${rest}` < today ? `${year + 1}${rest}` : `${year}${rest}`;
}

function timeIn(words: string): string | null {
  const found = [...words.matchAll(timePattern)].at(-1);
  if (!found) return null;
  if (found[1]) return '12:00';
  const spoken = (found[2] ?? found[6] ?? found[9] ?? '').toLowerCase();
  const hour = /^\d/.test(spoken) ? Number(spoken) : hours.indexOf(spoken) + 1;
  const minute = found[3] ?? found[7] ?? found[10] ?? spokenMinutes[(found[4] ?? found[8] ?? '').toLowerCase()] ?? '00';
  const half = found[5]?.toLowerCase() ?? '';
  const isAfternoon = half.startsWith('p') || (!half.startsWith('a') && hour < 8);
  const onClock = hour > 12 ? hour : (hour % 12) + (isAfternoon || (hour === 12 && !half.startsWith('a')) ? 12 : 0);
  return onClock < 24 ? `${String(onClock).padStart(2, '0')}:${minute}` : null;
}

function referenceIn(words: string): string | null {
  const [, ...signs] = /\b([A-Z])[ -]?([A-Z])[ -]?([2-9])[ -]?([2-9])[ -]?([2-9])\b/.exec(words) ?? [];
  return signs.length > 0 ? signs.join('') : null;
}
