import type { Mail } from './mail-catcher';

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}

const style = `
  :root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --paper: #fcfcfd; --line: #e0e1e6; --blue: #3a5bc7; --tint: #fff7c2; --tint-ink: #8a5200; }
  @media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --paper: #111113; --line: #2e3135; --blue: #9eb1ff; --tint: #302008; --tint-ink: #ffca16; } }
  body { margin: 0 auto; max-width: 720px; padding: 24px; font: 14px/20px system-ui, sans-serif; color: var(--ink); background: var(--paper); }
  h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; overflow-wrap: anywhere; }
  a { color: var(--blue); }
  .note { display: inline-block; padding: 2px 8px; border-radius: 6px; background: var(--tint); color: var(--tint-ink); font-size: 12px; margin-bottom: 20px; }
  ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
  li { border-bottom: 1px solid var(--line); padding: 12px 0; overflow-wrap: anywhere; }
  .soft { color: var(--soft); font-size: 13px; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-top: 1px solid var(--line); padding-top: 16px; }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: 6px 8px; border: 1px solid var(--soft); border-radius: 6px; background: transparent; color: inherit; }
  button { font: inherit; padding: 6px 14px; }
  h2 { font-size: 16px; }
  iframe { width: 100%; height: 480px; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
`;

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

/** Only http and https become links; the rest of the text stays text. */
export function linked(text: string): string {
  return escapeHtml(text).replace(
    /https?:\/\/(?:(?!&(?:lt|gt|quot|#39);)[^\s])+/g,
    (url) => `<a href="${url}" rel="noreferrer">${url}</a>`,
  );
}

export function listPage(mails: Mail[]): string {
  const rows = mails.map(
    ({ id, subject, from, to, receivedAt }) =>
      `<li><a href="/mailbox/${id}">${escapeHtml(subject)}</a><br><span class="soft">to ${escapeHtml(to.join(', '))} · from ${escapeHtml(from)} · <time datetime="${receivedAt}">${receivedAt.replace('T', ' ').slice(0, 19)} UTC</time></span></li>`,
  );
  const body =
    rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p>No mail yet. What the product sends arrives here.</p>';
  return page(
    'Practice mailbox',
    `<h1>Practice mailbox</h1><p class="note">Practice: no mail leaves this machine</p><p><a href="/mailbox/texts">Practice texts</a></p>${body}`,
  );
}

export function mailPage({ id, subject, from, to, receivedAt, text, html }: Mail): string {
  const words = text || (html === null ? '(empty)' : '');
  const frame =
    html === null
      ? ''
      : `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${id}/html"></iframe>`;
  return page(
    subject,
    `<p><a href="/mailbox">Practice mailbox</a></p><h1>${escapeHtml(subject)}</h1><p class="soft">to ${escapeHtml(to.join(', '))} · from ${escapeHtml(from)} · ${receivedAt}</p><p class="note">Practice: no mail leaves this machine</p>${words && `<pre>${linked(words)}</pre>`}${frame}`,
  );
}

/** Links of a mail open beside the mailbox: inside the frame they could lead nowhere. */
export function htmlDocument(html: string): string {
  return `<base target="_blank">${html}`;
}

export const mailStyle = style;
