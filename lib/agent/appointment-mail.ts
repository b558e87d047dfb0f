import { describeMoment, spellReference } from './appointment-words';

type Confirmed = {
  change: 'booked' | 'moved' | 'cancelled';
  businessName: string;
  serviceName: string;
  startsAt: string;
  timeZone: string;
  reference: string;
};

const sentences = {
  booked: 'Your appointment is booked.',
  moved: 'Your appointment has been moved to this time.',
  cancelled: 'Your appointment is cancelled.',
};

/** Nothing in it was written by a caller: whoever gives somebody else's address can have them read only this. */
export function appointmentMail(confirmed: Confirmed): { subject: string; text: string; html: string } {
  const { change, businessName, serviceName, startsAt, timeZone, reference } = confirmed;
  const when = `${serviceName}, ${describeMoment(new Date(startsAt), timeZone)} (${timeZone})`;
  const lines = [
    sentences[change],
    when,
    `Reference: ${spellReference(reference)}`,
    `To change it, call ${businessName} from the same number and say the reference or your name.`,
  ];
  return {
    subject: `${businessName}: ${sentences[change].replace(/\.$/, '')}`.replaceAll(/[\r\n]+/g, ' '),
    text: `${lines.join('\n\n')}\n`,
    html: `<div style="font-family:sans-serif;font-size:14px;line-height:20px">\n${lines.map((line) => `<p>${inert(line)}</p>`).join('\n')}\n</div>\n`,
  };
}

function inert(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
