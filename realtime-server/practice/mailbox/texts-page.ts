import type { PracticeText } from '../twilio-rest/text-store';
import { escapeHtml, linked, page } from './mailbox-page';

type Shown = { texts: PracticeText[]; problem: string | null; typed: { from: string; to: string; body: string } };

const field = (name: string, label: string, value: string, more = '') =>
  `<p><label>${label}<br><input name="${name}" value="${escapeHtml(value)}" required ${more}></label></p>`;

/** What went to telephones and what came from them, and a form that sends one in as a telephone would. */
export function textsPage({ texts, problem, typed }: Shown): string {
  const rows = texts.map(({ direction, from, to, body, status, date_created }) => {
    const about = direction === 'inbound' ? `from ${from} to us at ${to}` : `to ${to} · from us at ${from}`;
    return `<li><strong>${escapeHtml(about)}</strong><br>${linked(body).replaceAll('\n', '<br>')}<br><span class="soft">${escapeHtml(status)} · ${escapeHtml(date_created)}</span></li>`;
  });
  const list =
    rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p>No texts yet. What the agent sends arrives here.</p>';
  const form = `<form method="post" action="/mailbox/texts"><h2>Send a text in</h2>${field('from', 'From this telephone', typed.from, 'inputmode="tel"')}${field('to', 'To the business at', typed.to, 'inputmode="tel"')}${field('body', 'The text', typed.body, 'maxlength="1600"')}<p><button>Send</button></p></form>`;
  const said = problem ? `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>` : '';
  return page(
    'Practice texts',
    `<p><a href="/mailbox">Practice mailbox</a></p><h1>Practice texts</h1><p class="note">Practice: no text leaves this machine</p>${said}${form}${list}`,
  );
}
