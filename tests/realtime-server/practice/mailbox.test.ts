import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeHtml, linked } from '@/realtime-server/practice/mailbox/mailbox-page';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

type Sent = { to: string; subject?: string; text?: string; html?: string };

async function send(mail: Sent): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: house.smtpPort, secure: false, ignoreTLS: true });
  await transport.sendMail({ from: 'Foyer <no-reply@foyer.example>', subject: 'Hello', ...mail });
  transport.close();
}

async function mailsTo(address: string) {
  const response = await fetch(`${house.url}/mailbox.json?to=${encodeURIComponent(address)}`);
  return response.json();
}

describe('the practice mailbox', () => {
  it('catches a mail and gives it to tests by its recipient', async () => {
    await send({
      to: 'ada@acme.example',
      subject: 'Confirm',
      text: 'Open http://127.0.0.1:3000/confirm?token=a&b=c now',
    });
    await send({ to: 'bo@acme.example', text: 'Other' });

    expect(await mailsTo('ada@acme.example')).toMatchObject([
      {
        to: ['ada@acme.example'],
        from: 'no-reply@foyer.example',
        subject: 'Confirm',
        text: expect.stringContaining('token=a&b=c'),
      },
    ]);
  });

  it('shows the newest first, and the links of a mail can be followed', async () => {
    await send({ to: 'cy@acme.example', subject: 'First', text: 'Go to https://foyer.example/a?x=1&y=2.' });
    await send({ to: 'cy@acme.example', subject: 'Second', text: 'x' });
    const [second, first] = await mailsTo('cy@acme.example');

    const list = await (await fetch(`${house.url}/mailbox`)).text();
    const page = await (await fetch(`${house.url}/mailbox/${first.id}`)).text();

    expect(list.indexOf(second.id)).toBeLessThan(list.indexOf(first.id));
    expect(list).toContain('Practice mailbox');
    expect(page).toContain('<a href="https://foyer.example/a?x=1&amp;y=2');
  });

  it('lets no mail run anything in the page', async () => {
    await send({
      to: 'eve@acme.example',
      subject: '<img src=x onerror=alert(1)>',
      text: '<b>x</b>',
      html: '<script>alert(1)</script>',
    });
    const [{ id }] = await mailsTo('eve@acme.example');

    const page = await fetch(`${house.url}/mailbox/${id}`);
    const inner = await fetch(`${house.url}/mailbox/${id}/html`);

    const html = await page.text();
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<b>');
    expect(html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(inner.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups.*default-src 'none'/);
  });

  it.each(['../../../etc/passwd', 'nothing', '000000000000000-000000000000'])('has no mail called %s', async (id) => {
    expect((await fetch(`${house.url}/mailbox/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe('text from outside', () => {
  it('is escaped, whatever it holds', () => {
    expect(escapeHtml(`<a href="x" onclick='y'>&`)).toBe('&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;');
  });

  it.each([
    ['javascript:alert(1)', 'javascript:alert(1)'],
    [
      'see "http://x.example/a"',
      'see &quot;<a href="http://x.example/a" rel="noreferrer">http://x.example/a</a>&quot;',
    ],
    ['<http://x.example>', '&lt;<a href="http://x.example" rel="noreferrer">http://x.example</a>&gt;'],
  ])('%s becomes a link only when it is one', (text, html) => {
    expect(linked(text)).toBe(html);
  });
});
