import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimMails, markDead, markForRetry, markSent } from '@/lib/mail/write';
import { systemClock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startMailDelivery } from '@/realtime-server/jobs/deliver-mail';
import { makeMailer } from '@/realtime-server/jobs/mailer';
import { startDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/line-house';
import { freePort } from '../support/ports';

let database: TestDatabase;
let service: Db;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  service = serviceDatabase((await database.api()).source);
});
afterAll(() => database?.close());

function deliver(smtpUrl: string) {
  return startMailDelivery({
    outbox: {
      claim: (limit, leaseSeconds) => claimMails(service, limit, leaseSeconds),
      markSent: (id, at) => markSent(service, id, at),
      markForRetry: (id, runAt, problem) => markForRetry(service, id, runAt, problem),
      markDead: (id, problem) => markDead(service, id, problem),
    },
    send: makeMailer({ smtpUrl, from: 'Foyer <no-reply@foyer.example>' }),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
}

it('hands waiting mail over once, with two workers on it', async () => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        received.push(text);
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  for (let mail = 1; mail <= 5; mail += 1) {
    await database.sql`insert into identity.mails (to_address, subject, body_text, body_html)
      values ('ann@example.test', ${`Mail ${mail}`}, 'Hello', '<p>Hello</p>')`;
  }

  const workers = [deliver(`smtp://127.0.0.1:${port}`), deliver(`smtp://127.0.0.1:${port}`)];
  await until(
    () => database.sql`select 1 from identity.mails where state = 'sent'`.then((rows) => rows.length === 5),
    'five mails to be sent',
  );
  await Promise.all(workers.map((worker) => worker.stop()));
  await new Promise<void>((resolve) => server.close(resolve));

  expect(received.map((text) => /Subject: (.*)\r/.exec(text)?.[1]).sort()).toEqual([
    'Mail 1',
    'Mail 2',
    'Mail 3',
    'Mail 4',
    'Mail 5',
  ]);
  expect(received.every((text) => text.includes('To: ann@example.test'))).toBe(true);
});

it('keeps what is not accepted for later, with the reason, and gives it up after a day of tries', async () => {
  await database.sql`insert into identity.mails (to_address, subject, body_text, body_html) values ('bo@example.test', 'Late', '', '')`;
  await database.sql`insert into identity.mails (to_address, subject, body_text, body_html, attempts)
    values ('cy@example.test', 'Dead', '', '', 30)`;

  const worker = deliver(`smtp://127.0.0.1:${await freePort()}`);
  const rows = await until(async () => {
    const all = await database.sql`select subject, state, last_error, run_at > now() as later from identity.mails
      where last_error is not null order by subject`;
    return all.length === 2 && all;
  }, 'two failures');
  await worker.stop();

  expect([...rows]).toMatchObject([
    { subject: 'Dead', state: 'dead', last_error: expect.stringContaining('ECONNREFUSED') },
    { subject: 'Late', state: 'queued', later: true, last_error: expect.stringContaining('ECONNREFUSED') },
  ]);
});
