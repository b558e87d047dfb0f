import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPassword } from '@/lib/identity/password';
import { findUserByEmail, resumeSession } from '@/lib/identity/read';
import { askForReset, confirmEmail, resetPassword, signUp } from '@/lib/identity/registration';
import { endAllSessions, endSession, openSession } from '@/lib/identity/write';
import type { Db } from '@/lib/platform/database';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase, type TestDatabase } from '@/tests/support/database';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  db = serviceDatabase((await database.api()).source);
});
afterAll(() => database.close());

const publicUrl = 'https://portal.example';
const setting = (now = new Date()) => ({ db, publicUrl, now });
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function mailsTo(email: string) {
  return database.sql<{ subject: string; body_text: string }[]>`
    select subject, body_text from identity.mails where to_address = ${email} order by created_at`;
}

async function lastToken(email: string): Promise<string> {
  const text = (await mailsTo(email)).at(-1)?.body_text ?? '';
  return /token=([\w-]+)/.exec(text)?.[1] ?? '';
}

async function makePerson(email: string, password = 'correct horse battery') {
  await signUp(setting(), { email, name: 'Ada', password });
  await confirmEmail(setting(), await lastToken(email));
  const user = await findUserByEmail(db, email);
  if (!user) throw new Error('nobody was made');
  return user;
}

describe('signing up', () => {
  it('mails a link to the configured address, whose token is stored nowhere', async () => {
    await signUp(setting(), { email: 'new@example.com', name: 'Ada', password: 'correct horse battery' });

    const token = await lastToken('new@example.com');
    expect((await mailsTo('new@example.com')).at(-1)?.body_text).toContain(`${publicUrl}/confirm?token=${token}`);
    expect(await database.sql`select 1 from identity.tokens where hash = ${token}`).toHaveLength(0);
    expect((await findUserByEmail(db, 'new@example.com'))?.email_verified_at).toBeNull();
  });

  it('of somebody known changes nothing and tells only the mailbox', async () => {
    const before = await makePerson('known@example.com');

    await signUp(setting(), { email: 'known@example.com', name: 'Mallory', password: 'mallory was here' });

    expect(await findUserByEmail(db, 'known@example.com')).toEqual(before);
    expect((await mailsTo('known@example.com')).at(-1)?.subject).toBe('You already have a Foyer account');
  });

  it('again before confirming leaves one account, the newest password and one working link', async () => {
    await signUp(setting(), { email: 'twice@example.com', name: 'Mallory', password: 'mallory was here' });
    const older = await lastToken('twice@example.com');

    await signUp(setting(), { email: 'twice@example.com', name: 'Ada', password: 'correct horse battery' });

    const user = await findUserByEmail(db, 'twice@example.com');
    expect(await isPassword(user?.password_hash, 'correct horse battery')).toBe(true);
    expect(await confirmEmail(setting(), older)).toBeNull();
    expect(await confirmEmail(setting(), await lastToken('twice@example.com'))).toBe(user?.id);
  });
});

describe('a link in a mail', () => {
  it('works once, also when it is pressed twice at the same moment', async () => {
    await signUp(setting(), { email: 'once@example.com', name: 'Ada', password: 'correct horse battery' });
    const token = await lastToken('once@example.com');

    const answers = await Promise.all(Array.from({ length: 8 }, () => confirmEmail(setting(), token)));

    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('is dead after its time, and opens nothing but what it was sent for', async () => {
    await signUp(setting(), { email: 'late@example.com', name: 'Ada', password: 'correct horse battery' });
    const token = await lastToken('late@example.com');

    expect(await confirmEmail(setting(minutesFromNow(24 * 60 + 1)), token)).toBeNull();
    expect(await resetPassword(setting(), token, 'another horse battery')).toBeNull();
    expect(await confirmEmail(setting(), token)).not.toBeNull();
  });
});

describe('a forgotten password', () => {
  it('of nobody sends no mail', async () => {
    await askForReset(setting(), 'nobody@example.com');

    expect(await mailsTo('nobody@example.com')).toEqual([]);
  });

  it('is replaced by its link, which ends every session and every other link', async () => {
    const user = await makePerson('forgot@example.com');
    const visit = { userId: user.id, sessionVersion: user.session_version, userAgent: '', ipAddress: '' };
    const session = await openSession(db, visit);
    await askForReset(setting(), 'forgot@example.com');
    const unused = await lastToken('forgot@example.com');
    await askForReset(setting(), 'forgot@example.com');

    const who = await resetPassword(setting(), await lastToken('forgot@example.com'), 'another horse battery');

    expect(who).toBe(user.id);
    expect(await resumeSession(db, session)).toBeNull();
    expect(await resetPassword(setting(), unused, 'mallory was here')).toBeNull();
    const after = await findUserByEmail(db, 'forgot@example.com');
    expect(await isPassword(after?.password_hash, 'another horse battery')).toBe(true);
    expect(after?.session_version).toBe(user.session_version + 1);
  });
});

describe('a session', () => {
  async function openOne(email: string) {
    const { id: userId, session_version: sessionVersion } = await makePerson(email);
    const session = await openSession(db, { userId, sessionVersion, userAgent: 'test', ipAddress: '127.0.0.1' });
    return { userId, session };
  }

  it('names its person while it is good', async () => {
    const { userId, session } = await openOne('live@example.com');

    expect(await resumeSession(db, session)).toEqual({
      userId,
      email: 'live@example.com',
      name: 'Ada',
      sessionVersion: 1,
    });
  });

  it('that was signed out opens nothing, and nobody else can end it', async () => {
    const { userId, session } = await openOne('out@example.com');
    const stranger = await makePerson('stranger@example.com');

    await endSession(db, stranger.id, session, new Date());
    expect(await resumeSession(db, session)).not.toBeNull();

    await endSession(db, userId, session, new Date());
    expect(await resumeSession(db, session)).toBeNull();
  });

  it.each([
    ['30 minutes without use', `last_seen_at = now() - interval '31 minutes'`],
    ['12 hours in any case', `created_at = now() - interval '12 hours 1 minute'`],
  ])('is over after %s', async (_limit, change) => {
    const { session } = await openOne(`${Math.random().toString(36).slice(2)}@example.com`);

    await database.sql.unsafe(`update identity.sessions set ${change} where id = '${session}'`);

    expect(await resumeSession(db, session)).toBeNull();
  });

  it('is kept alive by use', async () => {
    const { session } = await openOne('used@example.com');
    await database.sql`update identity.sessions set last_seen_at = now() - interval '20 minutes' where id = ${session}`;

    await resumeSession(db, session);

    const [row] =
      await database.sql`select last_seen_at > now() - interval '1 minute' as fresh from identity.sessions where id = ${session}`;
    expect(row?.fresh).toBe(true);
  });

  it('ends with all others at "sign out everywhere", and with a disabled person', async () => {
    const { userId, session } = await openOne('everywhere@example.com');
    await endAllSessions(db, userId);
    expect(await resumeSession(db, session)).toBeNull();

    const other = await openOne('disabled@example.com');
    await database.sql`update identity.users set disabled_at = now() where id = ${other.userId}`;
    expect(await resumeSession(db, other.session)).toBeNull();
  });
});
