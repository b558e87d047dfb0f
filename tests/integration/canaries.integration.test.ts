import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { spokenName } from '@/lib/agent/returning-caller';
import { admissionSchema } from '@/lib/contracts/admission';
import { agentConfigSchema } from '@/lib/contracts/agent-config';
import { findForMember } from '@/lib/knowledge/read';
import { addSource } from '@/lib/knowledge/write';
import { memberDatabase } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { searchCalls } from '@/lib/search/read';
import { tablesWith } from '../support/find-words';
import { until } from '../support/line-house';
import { makeCallContext } from '../support/make-config';
import { type Stack, startStack } from '../support/stack';

const caller = '+12025550973';
/** Each stands in one place of the dental practice, and nowhere else in the world. */
const canaries = {
  knowledge: 'zanzibarquartz',
  name: 'Thaddeus Quill',
  words: 'plovdivbasalt',
  message: 'tasmanianagate',
};
const any = new RegExp(`${Object.values(canaries).join('|')}|Thaddeus|Quill`, 'i');

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ env: { LOG_LEVEL: 'trace' } });
}, 60_000);
afterAll(() => stack?.close());

async function ownerOf(slug: string) {
  const [row] = await stack.sql`
    select tenants.id, users.id as user_id, users.session_version from public.tenants
    join public.members on members.tenant_id = tenants.id and members.role = 'owner'
    join identity.users on users.id = members.user_id where slug = ${slug}`;
  const env = databaseEnv(stack.env);
  const token = await mintMemberToken({ userId: mintUserId(row?.user_id), sessionVersion: row?.session_version }, env);
  return { id: mintTenantId(row?.id), db: memberDatabase(token, env) };
}

/** A real call over the practice carrier; over when its words and jobs are. */
async function ring(to: string, says: string[]): Promise<string> {
  const before = new Set((await stack.sql`select id from calls`).map(({ id }) => id));
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to, from: caller, steps: says.map((say) => ({ say })) }),
  });
  await response.text();
  const call = await until(
    async () => {
      const all = await stack.sql`
        select id from calls where caller_number = ${caller} and status = 'ended' and title is not null`;
      return all.find(({ id }) => !before.has(id));
    },
    'the summary of the call',
    60_000,
  );
  return call.id;
}

async function instructionsFor(to: string): Promise<string> {
  const asked = { p_call_sid: `CA-${randomUUID()}`, p_to: to, p_from: caller, p_ticket_hash: randomUUID() };
  const { data } = await stack.service.rpc('answer_call', asked);
  const admission = admissionSchema.parse(data);
  if (admission.decision !== 'admit') throw new Error('The call was not admitted.');
  const known = admission.caller;
  const context = makeCallContext({ caller: known, callerName: spokenName(known), callerNumber: caller });
  return JSON.stringify([compileAgent(agentConfigSchema.parse(admission.config), context), known]);
}

const everyCall = {
  ...{ from: null, until: null, outcome: null, channel: null, isTest: null, number: null, before: null },
};

it('what one business knows and remembers reaches no other: not its calls, its searches, its jobs, nor any log', async () => {
  const [dental, plumbing] = [await ownerOf('bright-smile'), await ownerOf('rapid-rooter')];
  const source = { id: randomUUID(), kind: 'text' as const, title: 'The fountain', location: '' };
  await addSource(dental.db, dental.id, {
    ...source,
    content: `# The fountain\nThe stone of the fountain in the garden is called ${canaries.knowledge}.`,
  });
  await until(
    async () => {
      const [row] = await stack.sql`select state from knowledge_sources where id = ${source.id}`;
      return row?.state === 'ready';
    },
    'the source to be read',
    30_000,
  );
  await ring('+12025550101', [
    `My name is ${canaries.name}. Do you treat a ${canaries.words}? I prefer mornings.`,
    `Please take a message. Tell them it is about the ${canaries.message}.`,
    'Goodbye.',
  ]);
  await ring('+12025550102', [
    'What is the stone of the fountain in the garden called?',
    'Do you know my name?',
    'Goodbye.',
  ]);

  for (const canary of Object.values(canaries)) {
    expect(await tablesWith(stack.sql, canary, dental.id), canary).not.toEqual([]);
    expect(await tablesWith(stack.sql, canary, plumbing.id), canary).toEqual([]);
  }
  expect(await instructionsFor('+12025550101')).toMatch(/Thaddeus/);
  expect(await instructionsFor('+12025550102')).not.toMatch(any);

  const asked = 'the stone of the fountain in the garden';
  const search = ({ db }: typeof dental, words: string, id = plumbing.id) =>
    searchCalls(db, id, { ...everyCall, words });
  expect(JSON.stringify(await findForMember(dental.db, dental.id, asked))).toContain(canaries.knowledge);
  expect((await search(dental, canaries.words, dental.id)).calls).toHaveLength(1);
  for (const words of [asked, ...Object.values(canaries)]) {
    for (const id of [plumbing.id, dental.id]) {
      expect(JSON.stringify(await findForMember(plumbing.db, id, words))).not.toMatch(any);
      expect((await search(plumbing, words, id)).calls.map(({ passages }) => passages).flat(2)).not.toContainEqual(
        expect.objectContaining({ headline: expect.stringMatching(any) }),
      );
    }
  }

  const jobs = await stack.sql`select to_jsonb(jobs) as job from public.jobs`;
  expect(JSON.stringify(jobs)).not.toMatch(any);
  const folder = path.join(stack.dataDir, 'logs');
  const logs = readdirSync(folder).filter((name) => /realtime|database|api/.test(name));
  expect(logs.length).toBeGreaterThan(0);
  for (const log of logs) expect(readFileSync(path.join(folder, log), 'utf8'), log).not.toMatch(any);
}, 180_000);
