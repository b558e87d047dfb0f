import type { Appointment } from './appointment';

/** The book as other calendars read it (RFC 5545): one event an appointment, by an id that stays. */
export function writeIcs(calendarName: string, appointments: Appointment[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foyer//Appointments//EN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${inert(calendarName)}`,
    ...appointments.flatMap((one) => eventOf(one, now)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventOf(one: Appointment, now: Date): string[] {
  const who = one.callerName ? ` – ${one.callerName}` : '';
  const about = [`Reference ${one.reference}`, one.callerNumber ?? '', one.note].filter(Boolean).join('\n');
  return [
    'BEGIN:VEVENT',
    `UID:${one.id}@foyer`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(new Date(one.startsAt))}`,
    `DTEND:${stamp(new Date(one.endsAt))}`,
    `SUMMARY:${inert(`${one.serviceName}${who}`)}`,
    `LOCATION:${inert(one.calendarName)}`,
    `DESCRIPTION:${inert(about)}`,
    `STATUS:${one.status === 'booked' ? 'CONFIRMED' : 'CANCELLED'}`,
    'END:VEVENT',
  ];
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Whatever a caller said stays one value: it can begin no line of its own. */
function inert(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

const most = 73;

/** No line is longer than 75 octets; no letter is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > most) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}
