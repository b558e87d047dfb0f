import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderText } from '@/lib/text/template';
import { receiveText } from '@/lib/text/write';
import { takeCall } from '../../support/ended-call';
import { tablesWith } from '../../support/find-words';
import { startWorld, type World } from '../../support/matrix-clients';

let world: World;
const number = '+12025550166';
const canary = 'wombatcanary';

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.database.close());

async function openTextingTenant(autoReply: string, maySend = true) {
  const tenant = await world.openTenant();
  const texting = { ...tenant.config.texting, enabled: maySend, autoReply };
  const config = { ...tenant.config, texting };
  await tenant.owner.rpc('publish_agent', {
    p_tenant: tenant.id,
    p_config: config,
    p_note: '',
    p_section_versions: {},
  });
  return { ...tenant, config };
}

const write = (to: string, body: string, from = number) =>
  receiveText(world.service, { sid: `SM${randomUUID()}`, to, from, body, keyword: null, isAnswered: false });

describe('texts of one business', () => {
  it('are answered in its own words, filled in as the portal shows them, and never in those of another', async () => {
    const words = `Hello from {business}, {agent} , at {address}! {link} ${canary} {caller_name}`;
    const [here, there] = [await openTextingTenant(words), await openTextingTenant('We will call you.')];
    const [first, second] = [await write(here.phone, 'Hi'), await write(there.phone, 'Hi')];

    const { identity, texting } = here.config;
    const shown = renderText(words, {
      business: identity.businessName,
      agent: identity.agentName,
      address: identity.address,
      link: texting.link,
    });
    const { data } = await there.owner.from('texts').select('body');
    expect(first).toMatchObject({ result: 'stored', reply: shown });
    expect(second).toMatchObject({ result: 'stored', reply: 'We will call you.' });
    expect(data?.map(({ body }) => body).sort()).toEqual(['Hi', 'We will call you.']);
    expect(JSON.stringify(data)).not.toContain(canary);
  });

  it('are not answered where the owner wants none, and are kept all the same', async () => {
    const off = await openTextingTenant('We will call you.', false);
    expect(await write(off.phone, 'Hi')).toMatchObject({ result: 'stored', reply: null });
  });
});

describe('texts are forgotten', () => {
  it('with their caller; that the number wants none is kept', async () => {
    const tenant = await openTextingTenant('');
    const from = '+12025550167';
    await takeCall(world, { phone: tenant.phone, from, says: ['Hello?', 'Hi.'] });
    await write(tenant.phone, `My dog is called ${canary}dog`, from);
    await world.database.sql`insert into callers (tenant_id, e164, first_call_at, last_call_at, call_count)
      values (${tenant.id}, ${from}, now(), now(), 1) on conflict do nothing`;
    await world.database
      .sql`insert into text_opt_outs (tenant_id, number, keyword) values (${tenant.id}, ${from}, 'stop')`;
    const { data: caller } = await tenant.owner.from('callers').select('id').like('e164', from).single();
    const before = await tablesWith(world.database.sql, `${canary}dog`);
    await tenant.owner.rpc('erase_caller', { p_tenant: tenant.id, p_caller: caller?.id ?? '' });

    expect(before).not.toEqual([]);
    expect(await tablesWith(world.database.sql, `${canary}dog`)).toEqual([]);
    expect(await world.database.sql`select 1 from text_opt_outs where number = ${from}`).toHaveLength(1);
  });

  it('when the days of words are over, by the hour’s clearing-up, here alone', async () => {
    const [here, there] = [await openTextingTenant(''), await openTextingTenant('')];
    for (const { phone } of [here, there]) await write(phone, 'An old text', '+12025550168');
    await world.database
      .sql`update texts set created_at = now() - interval '91 days' where from_number = '+12025550168'`;
    await world.database.sql`insert into jobs (tenant_id, kind, state, attempts, lease, locked_until)
      values (${here.id}, 'apply_retention', 'running', 1, gen_random_uuid(), now() + interval '1 minute')`;
    await world.database.sql`update jobs set state = 'done', finished_at = now(), lease = null, locked_until = null
      where tenant_id = ${here.id} and kind = 'apply_retention'`;

    const left = await world.database.sql`select tenant_id from texts where from_number = '+12025550168'`;
    expect(left.map(({ tenant_id }) => tenant_id)).toEqual([there.id]);
  });
});
