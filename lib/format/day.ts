type Moment = string | Date;

function format(at: Moment, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone }).format(new Date(at)).replace(/\u202f/g, ' ');
}

/** `Nov 21, 2026` in the tenant's time zone. */
export function formatDay(at: Moment, timeZone: string): string {
  return format(at, timeZone, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** `Nov 30`, of a calendar day `2026-11-30`. */
export function formatMonthDay(day: string): string {
  return format(`${day}T12:00:00Z`, 'UTC', { month: 'short', day: 'numeric' });
}

/** `4:05 PM` in the tenant's time zone. */
export function formatTime(at: Moment, timeZone: string): string {
  return format(at, timeZone, { hour: 'numeric', minute: '2-digit' });
}

/** `Nov 21, 2026, 4:05 PM EST` in the tenant's time zone, which is named. */
export function formatMoment(at: Moment, timeZone: string): string {
  const zone = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return format(at, timeZone, { year: 'numeric', month: 'short', day: 'numeric', ...zone });
}

/** For lists: `Today 4:05 PM`, `Yesterday 9:00 AM`, `Nov 12, 9:00 AM`, `Nov 12, 2025`. */
export function formatWhen(at: Moment, timeZone: string, now: Date): string {
  const day = dayKey(at, timeZone);
  const time = formatTime(at, timeZone);

  if (day === dayKey(now, timeZone)) return `Today ${time}`;
  if (day === previousDay(dayKey(now, timeZone))) return `Yesterday ${time}`;
  if (day.slice(0, 4) !== dayKey(now, timeZone).slice(0, 4)) return formatDay(at, timeZone);
  return `${format(at, timeZone, { month: 'short', day: 'numeric' })}, ${time}`;
}

/** `2026-11-21`: the calendar day at the tenant, for grouping and comparing. */
export function dayKey(at: Moment, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  );
}

function previousDay(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10);
}
