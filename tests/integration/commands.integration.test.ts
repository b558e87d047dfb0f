import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCommandState } from '@/lib/command/read';
import { sendCommand, takeCommands } from '@/lib/command/write';
import type { CommandKind, SendCommandInput } from '@/lib/contracts/command';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase, type Db } from '@/lib/platform/database';
import { mintCallsToken, mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { readSpamReason } from '@/lib/spam/read';
import { blockCaller, markSpam } from '@/lib/spam/write';
import { makeCommandDesk } from '@/realtime-server/commands/command-desk';
import { makeCommandWatch } from '@/realtime-server/commands/command-watch';
import { closeStreams, incomingParams, placeCall, post } from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';
import { silentLog } from '../support/make-call';
import { startWorld, type World } from '../support/matrix-clients';

let world: World;
let house: LineHouse;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  world = await startWorld();
  const callDb = (callId: Parameters<typeof mintCallToken>[0]) =>
    callDatabase(() => mintCallToken(callId, world.api.env), world.api.env);
  house = await openLine({
    api: world.api,
    commands: makeCommandWatch({ ...makeCommandDesk(world.api.env, callDb), clock: systemClock, log: silentLog }),
  });
});
afterEach(closeStreams);
afterAll(async () => {
  await house?.close();
  await world?.database.close();
});

const ask = (call: string, kind: CommandKind = 'end', text = ''): SendCommandInput =>
  ({ call, command: randomUUID(), kind, ...(kind === 'end' ? {} : { text }) }) as SendCommandInput;

const stateOf = (db: Db, tenantId: string, command: string) =>
  readCommandState(db, mintTenantId(tenantId), command, new Date());

async function member(tenantId: string, role: 'viewer' | 'staff'): Promise<Db> {
  const userId = await world.newPerson();
  await world.database
    .sql`insert into public.members (tenant_id, user_id, role) values (${tenantId}, ${userId}, ${role})`;
  return world.as(userId);
}

async function openCall() {
  const tenant = await world.openTenant();
  const placed = await placeCall(house, { To: tenant.phone });
  const callId = placed.session.line.setup.callId;
  await until(async () => {
    const [call] = await world.database.sql`select status from public.calls where id = ${callId}`;
    return call?.status === 'live';
  }, 'the live call');
  return { tenant, ...placed, callId, tenantId: mintTenantId(tenant.id) };
}

describe('a command to a live call', () => {
  it('is done and answered by its server within half a second, and is in the audit', async () => {
    const { tenant, session, callId, tenantId } = await openCall();
    const staff = await member(tenant.id, 'staff');
    const waits: number[] = [];

    for (const text of ['One.', 'Two.', 'Three.']) {
      const command = ask(callId, 'note', text);
      const sentAt = performance.now();
      await sendCommand(staff, tenantId, command);
      await until(() => session.got.length >= waits.length + 1, 'the command');
      waits.push(performance.now() - sentAt);
      expect(
        await until(async () => {
          const state = await stateOf(staff, tenant.id, command.command);
          return state?.result !== 'waiting' && state;
        }, 'the answer'),
      ).toEqual({ result: 'done', detail: '' });
    }

    console.log(`From the click to the session: ${waits.map((ms) => Math.round(ms)).join(', ')} ms.`);
    expect(Math.min(...waits)).toBeLessThan(500);
    expect(session.got).toEqual(
      ['One.', 'Two.', 'Three.'].map((text) => ['command', expect.objectContaining({ kind: 'note', text })]),
    );
    const audit = await world.database.sql`
      select details from public.audit_events where tenant_id = ${tenant.id} and event_type = 'call.command'`;
    expect(audit.map(({ details }) => details)).toEqual(Array(3).fill({ call: callId, kind: 'note' }));
  });

  it('that is sent again is the same one', async () => {
    const { tenant, session, callId, tenantId } = await openCall();
    const command = ask(callId);

    await Promise.all(Array.from({ length: 5 }, () => sendCommand(tenant.owner, tenantId, command)));
    await until(async () => (await stateOf(tenant.owner, tenant.id, command.command))?.result === 'done', 'the answer');
    await sendCommand(tenant.owner, tenantId, command);

    expect(session.got).toHaveLength(1);
    await expect(
      sendCommand(tenant.owner, tenantId, { ...command, kind: 'note', text: 'Other' } as SendCommandInput),
    ).rejects.toThrow();
  });

  it('is refused to those who may only look, and to another business', async () => {
    const { tenant, callId, tenantId } = await openCall();
    const viewer = await member(tenant.id, 'viewer');
    const other = await world.openTenant();

    await expect(sendCommand(viewer, tenantId, ask(callId))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sendCommand(other.owner, tenantId, ask(callId))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sendCommand(other.owner, mintTenantId(other.id), ask(callId))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('that comes too late is answered: the call is over', async () => {
    const { tenant, stream, callSid, callId, tenantId } = await openCall();
    stream.send({ event: 'stop', streamSid: `MZ${callSid.slice(2)}` });
    await stream.closed;
    await until(async () => {
      const [call] = await world.database.sql`select status from public.calls where id = ${callId}`;
      return call?.status === 'ended';
    }, 'the end');
    const command = ask(callId);

    await sendCommand(tenant.owner, tenantId, command);

    expect(await stateOf(tenant.owner, tenant.id, command.command)).toEqual({ result: 'call_over', detail: '' });
  });

  it('that no server took within thirty seconds is expired, and never done', async () => {
    const tenant = await world.openTenant();
    const [call] = await world.database.sql`
      insert into public.calls (tenant_id, channel, status) values (${tenant.id}, 'phone', 'live') returning id`;
    const command = ask(String(call?.id));
    await sendCommand(tenant.owner, mintTenantId(tenant.id), command);
    await world.database
      .sql`update public.call_commands set expires_at = now() - interval '1 second' where id = ${command.command}`;

    const server = callDatabase(await mintCallsToken([mintCallId(command.call)], world.api.env), world.api.env);
    expect(await takeCommands(server)).toEqual([]);
    expect((await stateOf(tenant.owner, tenant.id, command.command))?.result).toBe('expired');
  });

  it('is given to one server alone, and only to one that has the call', async () => {
    const tenant = await world.openTenant();
    const [call] = await world.database.sql`
      insert into public.calls (tenant_id, channel, status) values (${tenant.id}, 'phone', 'live') returning id`;
    const command = ask(String(call?.id));
    await sendCommand(tenant.owner, mintTenantId(tenant.id), command);
    const serverOf = async (id: string) =>
      callDatabase(await mintCallsToken([mintCallId(id)], world.api.env), world.api.env);

    const stranger = await takeCommands(await serverOf(randomUUID()));
    const taken = await Promise.all(
      [serverOf(command.call), serverOf(command.call)].map(async (db) => takeCommands(await db)),
    );

    expect(stranger).toEqual([]);
    expect(taken.flat()).toHaveLength(1);
  });
});

describe('calls that nobody wants', () => {
  const ended = async (tenantId: string, from: string | null, reason: string, seconds: number, words = '') => {
    const [call] = await world.database.sql`
      insert into public.calls (tenant_id, channel, caller_number, status, answered_at, started_at)
      values (${tenantId}, 'phone', ${from}, 'live', now(), now()) returning id`;
    if (words) {
      await world.database.sql`
        insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms)
        values (${call?.id}, ${tenantId}, 1, 'caller', ${words}, 0, 1)`;
    }
    await world.database.sql`
      insert into public.usage_ledger (call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at)
      values (${call?.id}, ${tenantId}, 'carrier_minutes', 'line', 'line', '{"minutes": 1}', 8500, '2026-07-01', now())`;
    await world.database.sql`
      update public.calls set status = 'ended', outcome = 'answered', end_reason = ${reason},
        ended_at = answered_at + make_interval(secs => ${seconds}) where id = ${call?.id}`;
    return String(call?.id);
  };
  const billed = async (owner: Db, tenantId: string) => {
    const { data } = await owner.rpc('usage_by_day', {
      ...{ p_tenant: tenantId, p_zone: 'UTC', p_from: '2000-01-01T00:00:00Z', p_until: '2100-01-01T00:00:00Z' },
    });
    return (data ?? []).reduce((sum, day) => sum + Number(day.micro_dollars), 0);
  };

  it('are marked, and not billed until somebody says that one was wanted', async () => {
    const { id, owner } = await world.openTenant();
    const robot = await ended(id, '+12025550151', 'recorded_caller', 12, 'This is a message about your car.');
    const person = await ended(id, '+12025550152', 'caller_hung_up', 60, 'Are you open?');
    const reason = (call: string) => readSpamReason(owner, mintTenantId(id), call);

    expect([await reason(robot), await reason(person)]).toEqual(['recorded', null]);
    expect(await billed(owner, id)).toBe(8_500);

    await markSpam(owner, mintTenantId(id), { call: robot, isSpam: false });
    expect(await reason(robot)).toBeNull();
    expect(await billed(owner, id)).toBe(17_000);

    await markSpam(owner, mintTenantId(id), { call: person, isSpam: true });
    expect(await reason(person)).toBe('member');
    expect(await billed(owner, id)).toBe(8_500);
  });

  it('are the third silent one of a day, and the eleventh of an hour that hangs up at once', async () => {
    const { id, owner } = await world.openTenant();
    const reason = (call: string) => readSpamReason(owner, mintTenantId(id), call);

    const silent = [];
    for (let call = 1; call <= 3; call += 1) silent.push(await ended(id, '+12025550153', 'no_speech', 12));
    const often = [];
    for (let call = 1; call <= 11; call += 1)
      often.push(await ended(id, '+12025550154', 'caller_hung_up', 3, 'Hello?'));
    const withheld = [];
    for (let call = 1; call <= 4; call += 1) withheld.push(await ended(id, null, 'no_speech', 12));

    expect(await Promise.all(silent.map(reason))).toEqual([null, null, 'silent']);
    expect(await Promise.all(often.map(reason))).toEqual([...Array(10).fill(null), 'too_many']);
    expect(await Promise.all(withheld.map(reason))).toEqual(Array(4).fill(null));
  });

  it('come from callers who can be blocked: rejected before busy is said, and let in again', async () => {
    const { id, owner, phone } = await world.openTenant(1);
    const call = await ended(id, '+12025550155', 'recorded_caller', 12);
    const ring = (From: string) => post(house, '/phone/incoming-realtime', incomingParams({ To: phone, From }));
    await blockCaller(owner, mintTenantId(id), { call, isBlocked: true });
    expect((await ring('+12025550156')).body).toContain('<Connect');

    expect((await ring('+12025550155')).body).toContain('<Reject');
    expect((await ring('+12025550157')).body).toMatch(/lines are busy/);
    await blockCaller(owner, mintTenantId(id), { call, isBlocked: false });

    expect((await ring('+12025550155')).body).toMatch(/lines are busy/);
  });
});
