import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readCommandState } from '@/lib/command/read';
import { sendCommand } from '@/lib/command/write';
import { makePhoneCodes } from '@/lib/member/phone-code';
import { findOwnPhone, findPendingCode } from '@/lib/member/read';
import { checkOwnPhone, setOwnPhone } from '@/lib/member/write';
import { type Db, memberDatabase } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintMemberToken, renewing } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId, type TenantId, type UserId } from '@/lib/platform/ids';
import type { DialOutcome } from '@/realtime-server/practice/carrier/dial-outcome';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

const ownNumber = '+12025550147';
let stack: Stack;
let db: Db;
let tenantId: TenantId;
let userId: UserId;
let callers = 400;
/** Real time, on a machine that may be busy. */
vi.setConfig({ testTimeout: 150_000, hookTimeout: 120_000, maxConcurrency: 4 });

beforeAll(async () => {
  stack = await startStack();
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into phone_numbers (tenant_id, e164)
      select id, '+12025550' || number from tenants, generate_series(501, 510) as number where slug = 'bright-smile'`;
  });
  const [staff] = await stack.sql`
    select users.id, session_version, tenant_id from identity.users join members on members.user_id = users.id
    where email = 'staff@bright-smile.example'`;
  userId = mintUserId(staff?.id);
  tenantId = mintTenantId(staff?.tenant_id);
  const env = databaseEnv(stack.env);
  const token = () => mintMemberToken({ userId, sessionVersion: staff?.session_version }, env);
  db = memberDatabase(renewing(token), env);
});
afterAll(() => stack?.close());

const codes = () => makePhoneCodes(stack.env.ENCRYPTION_KEY ?? '');
const textSchema = z.array(z.object({ to: z.string(), from: z.string(), body: z.string() }));
async function codeInText(): Promise<string | undefined> {
  const texts = textSchema.parse(await (await fetch(`${stack.urls.practice}/mailbox/texts.json`)).json());
  return /^(\d{6}) is your code/.exec(texts.find(({ to }) => to === ownNumber)?.body ?? '')?.[1];
}

/** A caller who goes on asking; gives what happened on their telephone once they have gone. */
function call(dialOutcome: DialOutcome) {
  callers += 1;
  const from = `+12025550${callers}`;
  const questions = ['Where are you?', 'Do you see children?', 'What does a cleaning cost?', 'Are you open on Monday?'];
  const done = fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ from, to: from.replace('+120255504', '+120255505'), dialOutcome, longestSeconds: 110 },
      steps: questions.map((say) => ({ say })),
    }),
  }).then((response) => response.text());
  const row = async () => (await stack.sql`select * from calls where caller_number = ${from}`)[0];
  return { done, row };
}

async function takenOver(dialOutcome: DialOutcome) {
  const { done, row } = call(dialOutcome);
  const live = await until(
    async () => {
      const found = await row();
      const [turn] = found
        ? await stack.sql`select 1 from turns where call_id = ${found.id} and speaker = 'caller'`
        : [];
      return turn && found;
    },
    'a call in which something was asked',
    60_000,
  );
  const command = { call: String(live.id), command: randomUUID(), kind: 'take_over' as const };
  await sendCommand(db, tenantId, command);
  const answer = await until(async () => {
    const state = await readCommandState(db, tenantId, command.command, new Date());
    return state?.result !== 'waiting' && state;
  }, 'the answer of the call');
  const happened = await done;
  const ended = await until(
    async () => {
      const found = await row();
      return found?.status === 'ended' && found;
    },
    'the end of the call',
    20_000,
  );
  return {
    answer,
    legs: [...happened.matchAll(/"verb":"Leg","detail":"\+(\d+) ([^"]+)"/g)].map(([, to, did]) => `+${to} ${did}`),
    ending: `${ended.outcome} ${ended.end_reason}`,
    transfers: [...(await stack.sql`select label, mode, status from transfers where call_id = ${live.id}`)],
    turns: (await stack.sql`select speaker, text from turns where call_id = ${live.id} order by sequence`)
      .map(({ speaker, text }) => `${speaker}: ${text}`)
      .join('\n'),
  };
}

it('is refused until the phone is verified by the code that was texted to it', async () => {
  const tooEarly = { call: randomUUID(), command: randomUUID(), kind: 'take_over' as const };
  const [old] = await stack.sql`select id from calls where tenant_id = ${tenantId} limit 1`;
  await setOwnPhone(db, tenantId, { number: ownNumber, country: 'US' });
  await expect(sendCommand(db, tenantId, { ...tooEarly, call: String(old?.id) })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Verify your own phone first: it is the one that rings.',
  });

  const code = await until(codeInText, 'the text with the code', 30_000);
  const pending = await until(async () => {
    const found = await findPendingCode(db, tenantId);
    return found?.isSent && found;
  }, 'the code to be noted as sent');
  const other = code === '000000' ? '000001' : '000000';
  const check = (typed: string) =>
    checkOwnPhone(db, tenantId, { id: pending.id, hash: codes().hashOf(pending.id, typed) });

  expect([await check(other), await check(code), await check(code)]).toEqual(['wrong', 'verified', 'over']);
  expect(await findOwnPhone(db, tenantId, userId)).toEqual({ number: ownNumber, isVerified: true });
  const audit = await stack.sql`
    select event_type from audit_events where tenant_id = ${tenantId} and event_type like 'member.phone%' order by sequence`;
  expect(audit.map(({ event_type }) => event_type)).toEqual(['member.phone_code_sent', 'member.phone_verified']);
});

describe.concurrent('a member who takes a live call over', () => {
  it('has the caller when they press 1, and the agent is gone', async () => {
    const taken = await takenOver('answered');

    expect(taken.answer).toMatchObject({ result: 'done' });
    expect(taken.legs).toEqual(
      ['rings', 'picks up', 'presses 1', 'is connected with the caller', 'hangs up'].map(
        (did) => `${ownNumber} ${did}`,
      ),
    );
    expect(taken.transfers).toMatchObject([{ mode: 'announced', status: 'completed' }]);
    expect(taken.ending).toBe('answered transferred');
  });

  it.each([
    ['declined', 'declined', /cannot take the call right now/],
    ['no-answer', 'no_answer', /did not answer/],
  ] as const)('and does not (%s): the agent is back and says why', async (outcome, status, why) => {
    const taken = await takenOver(outcome);

    expect(taken.transfers).toMatchObject([{ mode: 'announced', status }]);
    expect(taken.turns).toMatch(why);
    expect(taken.legs.join()).not.toContain('is connected');
    expect(taken.ending).toBe('answered caller_hung_up');
  });
});

it('tells the number to nobody: not in the transcript, the events, the audit or a log of ours', async () => {
  const digits = ownNumber.slice(1);
  const kept = await stack.sql`
    select 'turn' as place from turns where text like ${`%${digits}%`}
    union all select 'event' from call_events where detail::text like ${`%${digits}%`}
    union all select 'audit' from audit_events where details::text like ${`%${digits}%`}
    union all select 'transfer' from transfers where transfers::text like ${`%${digits}%`}
    union all select 'command' from call_commands where call_commands::text like ${`%${digits}%`}
    union all select 'job' from jobs where jobs::text like ${`%${digits}%`}`;
  const folder = path.join(stack.dataDir, 'logs');
  const logs = readdirSync(folder).filter((name) => !name.startsWith('practice'));

  expect([...kept]).toEqual([]);
  expect(logs.filter((name) => readFileSync(path.join(folder, name), 'utf8').includes(digits))).toEqual([]);
  expect(logs.length).toBeGreaterThan(0);
});
