import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { agentConfigSchema, sections } from '@/lib/contracts/agent-config';
import { startWorld, times, type World } from '../support/matrix-clients';

let world: World;

beforeAll(async () => {
  // The local API writes every refusal to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  world = await startWorld();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world.database.close();
});

describe('opening a business', () => {
  it('gives each a web address of its own, also to those who come at the same moment', async () => {
    const opened = await times(5, () => world.openTenant());

    const slugs = opened.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(5);
    for (const slug of slugs) expect(slug).toMatch(/^corner-shop(-[0-9a-f]{5})?$/);
  });

  it.each([
    ['Admin', 'business-admin'],
    ['Forgot password', 'business-forgot-password'],
    ['Müller & Söhne', 'muller-sohne'],
    ['Ü', 'business-u'],
    ['  Läden & Söhne! ', 'laden-sohne'],
    ['x'.repeat(80), 'x'.repeat(38)],
  ])('%s becomes %s', async (name, slug) => {
    const userId = await world.newPerson();

    const { data, error } = await (await world.as(userId)).rpc('create_tenant', { p_name: name, p_identity: {} });

    expect(error).toBeNull();
    expect(data).toBe(slug);
  });

  it('stops at five per person, exactly, and wants a name', async () => {
    const { owner } = await world.openTenant();

    const more = await times(8, () => owner.rpc('create_tenant', { p_name: 'One More', p_identity: {} }));
    const nameless = await owner.rpc('create_tenant', { p_name: '   ', p_identity: {} });

    expect(more.filter(({ error }) => !error)).toHaveLength(4);
    expect(new Set(more.flatMap(({ error }) => (error ? [error.code] : [])))).toEqual(new Set(['PT429']));
    expect(nameless.error?.code).toBe('PT400');
  });
});

describe('the draft and its versions', () => {
  it('saves a section once per reading, and shows the late one what stands there', async () => {
    const { id, owner } = await world.openTenant();
    const save = (agentName: string, p_version: number) =>
      owner.rpc('save_draft_section', { p_tenant: id, p_section: 'identity', p_value: { agentName }, p_version });

    const saved = await times(6, (index) => save(`Agent ${index}`, 0));
    const winners = saved.filter(({ error }) => !error);
    const late = saved.find(({ error }) => error)?.error;
    const { data: draft } = await owner.from('agent_drafts').select('identity, section_versions, updated_by').single();

    expect(winners.map(({ data }) => data)).toEqual([1]);
    expect(late?.code).toBe('PT409');
    expect(JSON.parse(late?.details ?? '')).toEqual({ version: 1, value: draft?.identity });
    expect(draft?.section_versions).toEqual({ identity: 1 });
    expect((await save('Ann', 1)).data).toBe(2);
  });

  it('takes no unknown section, no list and no novel', async () => {
    const { id, owner } = await world.openTenant();
    const save = (p_section: string, p_value: object) =>
      owner.rpc('save_draft_section', {
        p_tenant: id,
        p_section,
        p_value: JSON.parse(JSON.stringify(p_value)),
        p_version: 0,
      });

    const unknown = await save('tenant_id', {});
    const list = await save('voice', []);
    const novel = await save('knowledge', { answers: 'x'.repeat(300_000) });

    expect([unknown, list, novel].map(({ error }) => error?.code)).toEqual(['PT400', 'PT400', 'PT413']);
  });

  it('publishes what was reviewed, counts the versions, and goes back to any of them', async () => {
    const { id, owner, config, published } = await world.openTenant();
    await owner.rpc('save_draft_section', {
      p_tenant: id,
      p_section: 'voice',
      p_value: { ...config.voice, speed: 1.2 },
      p_version: 0,
    });
    const publish = (p_section_versions: Record<string, number>, p_config: object = config) =>
      owner.rpc('publish_agent', {
        p_tenant: id,
        p_config: JSON.parse(JSON.stringify(p_config)),
        p_note: 'Next',
        p_section_versions,
      });

    const stale = await publish({});
    const partial = await publish({ voice: 1 }, { voice: config.voice });
    const next = await publish({ voice: 1 }, { ...config, voice: { ...config.voice, speed: 1.2 } });
    const restored = await owner.rpc('restore_version', { p_tenant: id, p_number: 1 });
    const gone = await owner.rpc('restore_version', { p_tenant: id, p_number: 99 });
    const { data: versions } = await owner.from('agent_versions').select('number, note, config').order('number');
    const { data: draft } = await owner.from('agent_drafts').select('voice, section_versions').single();
    const { data: tenant } = await owner.from('tenants').select('live_version').single();

    expect([published.data, next.data, restored.data]).toEqual([1, 2, 3]);
    expect([stale, partial, gone].map(({ error }) => error?.code)).toEqual(['PT409', 'PT400', 'PT404']);
    expect(versions?.map(({ number, note }) => [number, note])).toEqual([
      [1, 'First'],
      [2, 'Next'],
      [3, 'Restored version 1'],
    ]);
    expect(versions?.[2]?.config).toEqual(versions?.[0]?.config);
    expect(draft?.voice).toEqual(config.voice);
    expect(draft?.section_versions).toMatchObject({ voice: 2, identity: 1 });
    expect(tenant?.live_version).toBe(3);
  });

  it('throws away what was not published', async () => {
    const { id, owner, config } = await world.openTenant();
    await owner.rpc('save_draft_section', {
      p_tenant: id,
      p_section: 'voice',
      p_value: { voice: 'ash' },
      p_version: 0,
    });

    await owner.rpc('discard_draft', { p_tenant: id });

    const { data: draft } = await owner
      .from('agent_drafts')
      .select(sections.join(',') as '*')
      .single();
    expect(agentConfigSchema.parse(draft)).toEqual(config);
  });

  it('counts publishes that come at once without a gap', async () => {
    const { id, owner, config } = await world.openTenant();

    const numbers = await times(6, () =>
      owner.rpc('publish_agent', { p_tenant: id, p_config: config, p_note: '', p_section_versions: {} }),
    );

    expect(numbers.map(({ data }) => data).sort()).toEqual([2, 3, 4, 5, 6, 7]);
    expect((await world.service.rpc('verify_audit', { p_tenant: id })).data).toEqual([]);
  });

  it('keeps a version as it was published, and lets its author leave', async () => {
    const { id, userId } = await world.openTenant();

    const changed = await world.service.from('agent_versions').update({ note: 'Never said' }).eq('tenant_id', id);
    await world.database.sql`delete from identity.users where id = ${userId}`;

    const { data } = await world.service.from('agent_versions').select('note, author_id').eq('tenant_id', id).single();
    expect(changed.error?.code).toBe('42501');
    expect(data).toEqual({ note: 'First', author_id: null });
  });
});
