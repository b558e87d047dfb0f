import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { DialOutcome } from '@/realtime-server/practice/carrier/dial-outcome';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

let stack: Stack;
/** Real time, on a machine that may be busy. */
vi.setConfig({ testTimeout: 150_000, maxConcurrency: 6 });

beforeAll(async () => {
  stack = await startStack();
  await configure();
});
afterAll(() => stack?.close());

const week = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const dana = {
  ...{ label: 'Dana', role: 'Desk', notes: 'Invoices', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 10 },
};
const pat = { ...dana, label: 'Pat', phone: '+12025550112', connect: 'blind' };
const quinn = { ...dana, label: 'Quinn', phone: '+12025550113', ringSeconds: 40 };
const rita = { ...dana, label: 'Rita', phone: '+12025550114', ringSeconds: 14 };
const allDay = [{ opens: '00:00', closes: '24:00' }];
const open = { week: Object.fromEntries(Object.keys(week).map((day) => [day, allDay])), days: [] };

/** One configuration for all, so that the calls may go on at the same time. */
async function configure() {
  const routing = { fallbackNumber: null, people: [dana, pat, quinn, rita], transferCaps: { perCall: 2, perDay: 50 } };
  const sections = { routing, hours: open };
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update agent_versions set config = config || ${sql.json(sections as never)}
      where tenant_id = (select id from tenants where slug = 'bright-smile')`;
    await sql`insert into phone_numbers (tenant_id, e164)
      select id, '+12025550' || number from tenants, generate_series(301, 330) as number where slug = 'bright-smile'`;
  });
}

const happeningSchema = z.looseObject({
  type: z.string(),
  atMs: z.number().default(0),
  text: z.string().optional(),
  verb: z.string().optional(),
  detail: z.string().optional(),
});
let callers = 100;

function nextCaller(): string {
  callers += 1;
  return `+12025550${callers}`;
}

type Options = {
  from?: string;
  steps?: ({ say: string } | { keys: string })[];
  interruptAfterMs?: number;
  longestSeconds?: number;
};

async function ring(dialOutcome: DialOutcome | DialOutcome[], options: Options = {}) {
  const from = options.from ?? nextCaller();
  // The practice carrier knows whom a leg is rung for by the number that they called.
  const to = from.replace('+120255501', '+120255503');
  const steps = options.steps ?? [{ say: 'I would like to talk to Dana about my invoice, please.' }];
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ longestSeconds: 90, ...options, to, from, steps, dialOutcome }),
  });
  const happened = (await response.text())
    .trim()
    .split('\n')
    .map((line) => happeningSchema.parse(JSON.parse(line)));
  const call = async () =>
    (await stack.sql`select * from calls where caller_number = ${from} order by started_at desc limit 1`)[0];
  return {
    happened,
    said: happened.flatMap(({ type, text }) => (type === 'agent' ? [text ?? ''] : [])),
    legs: happened.flatMap(({ verb, detail }) => (verb === 'Leg' ? [detail?.replace(/^\+\d+ /, '')] : [])),
    trouble: happened.filter(({ type }) => type === 'trouble'),
    async endedAs() {
      const ended = await until(
        async () => {
          const row = await call();
          return row?.status === 'ended' && row;
        },
        'the end of the call',
        20_000,
      );
      return `${ended?.outcome} ${ended?.end_reason}`;
    },
    transfers: async () =>
      (
        await stack.sql`select label, mode, status, reason, summary, seconds from transfers where call_id = ${(await call())?.id} order by asked_at`
      ).map((row) => ({ ...row })),
    turns: async () =>
      (await stack.sql`select speaker, text from turns where call_id = ${(await call())?.id} order by sequence`).map(
        ({ speaker, text }) => `${speaker}: ${text}`,
      ),
  };
}

describe.concurrent('somebody who is announced a caller', () => {
  it('presses 1 and talks with them, and the call is over when they hang up', async () => {
    const call = await ring('answered');

    expect(call.legs).toEqual(['rings', 'picks up', 'presses 1', 'is connected with the caller', 'hangs up']);
    expect(call.said.join(' ')).toContain('This is a practice colleague.');
    expect(await call.endedAs()).toBe('answered transferred');
    expect(await call.transfers()).toMatchObject([
      { label: 'Dana', mode: 'announced', status: 'completed', summary: '', seconds: expect.any(Number) },
    ]);
    expect(call.trouble).toEqual([]);
  });

  it.each([
    ['declined', 'declined', '', 'Dana cannot take the call right now'],
    ['busy', 'busy', '', 'the line of Dana is busy'],
    ['failed', 'failed', '', 'Dana could not be reached'],
    ['no-answer', 'no_answer', '', 'Dana did not answer'],
    ['machine', 'no_answer', 'no_key', 'Dana did not answer'],
  ] as const)(
    '%s: the caller is back with the agent, who says why and does not greet again',
    async (outcome, status, reason, why) => {
      const call = await ring(outcome);

      const turns = await call.turns();
      expect(await call.transfers()).toMatchObject([{ status, reason, summary: '' }]);
      expect(turns.join('\n')).toContain(`agent: I am sorry, ${why}.`);
      expect(turns.filter((turn) => /Thank you for calling Bright Smile/.test(turn))).toHaveLength(1);
      expect(call.legs).not.toContain('is connected with the caller');
      expect(await call.endedAs()).toBe('answered caller_hung_up');
      expect(call.trouble).toEqual([]);
    },
  );

  it('presses 3: the caller speaks to the recorder', async () => {
    const call = await ring('voicemail', {
      steps: [{ say: 'Please connect me to Dana.' }, { say: 'Please call me back about my crown.' }],
    });

    expect(await call.transfers()).toMatchObject([{ status: 'voicemail' }]);
    expect(await call.endedAs()).toBe('message_taken voicemail');
  });
});

it.concurrent('tries again when the caller asks again, until the cap of the call', async () => {
  const call = await ring('declined', {
    steps: ['Please connect me to Dana.', 'Connect me to Dana again.', 'Connect me to Dana once more.'].map((say) => ({
      say,
    })),
  });

  expect(await call.transfers()).toMatchObject([{ status: 'declined' }, { status: 'declined' }]);
  expect((await call.turns()).join('\n')).toContain('I cannot connect you right now');
});

describe.concurrent('somebody who is put through blindly', () => {
  const askForPat = [{ say: 'Please connect me to Pat.' }];

  it('has the caller as soon as they pick up', async () => {
    const call = await ring('answered', { steps: askForPat });

    expect(await call.endedAs()).toBe('answered transferred');
    expect(await call.transfers()).toMatchObject([{ mode: 'blind', status: 'completed' }]);
  });

  it('leaves the caller to the agent when they do not', async () => {
    const call = await ring('busy', { steps: askForPat });

    expect((await call.turns()).join('\n')).toContain('the line of Pat is busy');
    expect(await call.transfers()).toMatchObject([{ mode: 'blind', status: 'busy' }]);
  });
});

it.concurrent('rings nobody when the caller speaks before they have heard that they are being connected', async () => {
  const call = await ring('answered', {
    interruptAfterMs: 700,
    steps: [{ say: 'Please connect me to Dana.' }, { say: 'No wait, what are your opening hours?' }],
  });

  expect(call.legs).toEqual([]);
  for (const transfer of await call.transfers()) expect(transfer).toMatchObject({ status: 'cancelled' });
});

it.concurrent('connects a caller who presses 0, where that key is for a person', async () => {
  const call = await ring('declined', { steps: [{ keys: '0' }] });

  expect(await call.transfers()).toMatchObject([{ label: 'Dana', status: 'declined' }]);
});

/** Somebody is being rung at this moment. */
async function whileItRings(caller: string): Promise<string> {
  const ringing = () => stack.sql`
    select carrier_call_sid from transfers join calls on calls.id = call_id
    where transfers.status = 'ringing' and leg_sid is not null and caller_number = ${caller}`;
  return (await until(async () => (await ringing())[0], 'the ringing', 60_000)).carrier_call_sid;
}

it.concurrent('stops ringing for a caller who hung up', async () => {
  const from = nextCaller();
  const placed = ring('no-answer', { from, steps: [{ say: 'Please connect me to Quinn.' }] });
  const callSid = await whileItRings(from);
  await fetch(`${stack.urls.practice}/carrier/calls/${callSid}`, { method: 'DELETE' });
  const call = await placed;

  expect(await call.endedAs()).toBe('answered caller_hung_up');
  expect(await call.transfers()).toMatchObject([{ status: 'cancelled', reason: 'caller_gone' }]);
});

it('gives the caller back to the agent when the server was killed while it rang', async () => {
  const from = nextCaller();
  const placed = ring('no-answer', { from, steps: [{ say: 'Please connect me to Rita.' }] });
  await whileItRings(from);
  await stack.killAndWait('realtime');
  const call = await placed;

  expect(await call.transfers()).toMatchObject([{ status: 'no_answer' }]);
  expect((await call.turns()).join('\n')).toContain('Rita did not answer');
  expect(await call.endedAs()).toBe('answered caller_hung_up');
});
