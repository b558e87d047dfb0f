import { describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import { defaultHours } from '@/lib/contracts/hours';
import type { ToolResult } from '@/realtime-server/tools/tool';
import { makeToolbox } from '@/realtime-server/tools/toolbox';
import { makeFakeClock } from '../../support/fake-clock';
import { makeFakeStore, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const message = { caller_name: 'Ada', callback_number: '+12025550188', message: 'Call back.', urgent: true };

function makeBox({ takeMessage = true, callerNumber = '+12025550177' as string | null } = {}) {
  const record = makeFakeStore();
  const clock = makeFakeClock();
  const late: [toolCallId: string, result: ToolResult][] = [];
  const toolbox = makeToolbox({
    offered: toolDefinitions(makeConfig({ actions: { takeMessage } })),
    context: { declineRecording: async () => {}, callerNumber, hours: defaultHours, store: record.store },
    clock,
    log: silentLog,
    cameLate: ({ toolCallId }, result) => void late.push([toolCallId, result]),
  });
  const use = (name: string, input: unknown, toolCallId = 'call_1') =>
    toolbox.use({ toolCallId, name, argumentsJson: typeof input === 'string' ? input : JSON.stringify(input) });
  return { use, record, clock, late };
}

describe('what the agent may do', () => {
  it('is only what the tenant offers', async () => {
    const { use, record } = makeBox({ takeMessage: false });

    expect(await use('take_message', message)).toMatchObject({ ok: false });
    expect(await use('delete_everything', {}, 'call_2')).toMatchObject({ ok: false });
    expect(record.messages).toEqual([]);
  });

  it('takes a message, with the caller’s own number where they gave no other', async () => {
    const { use, record } = makeBox();

    await use('take_message', message);
    await use('take_message', { ...message, callback_number: null }, 'call_2');

    expect(record.messages.map(([, { callback_number }]) => callback_number)).toEqual(['+12025550188', '+12025550177']);
  });

  it('leaves the number open when the caller withheld theirs', async () => {
    const { use, record } = makeBox({ callerNumber: 'anonymous' });

    await use('take_message', { ...message, callback_number: null });

    expect(record.messages[0]?.[1].callback_number).toBeNull();
  });

  it.each([
    ['no JSON', '{"caller_name":'],
    ['no object', '[]'],
    ['a field too many', { ...message, tenant_id: 'other' }],
    ['an empty name', { ...message, caller_name: ' ' }],
    ['a number that cannot be dialled', { ...message, callback_number: '+1-900-CALL' }],
    ['a field too few', { message: 'Call back.' }],
    ['an endless message', { ...message, message: 'x'.repeat(30_000) }],
  ])('is told what is wrong with %s, and nothing happens', async (_, input) => {
    const { use, record } = makeBox();

    const result = await use('take_message', input);

    expect(result).toMatchObject({ ok: false, next: 'reply' });
    expect(JSON.stringify(result?.output)).toContain('Nothing was done');
    expect(record.messages).toEqual([]);
  });

  it('never tells the model what broke inside', async () => {
    const { use, record } = makeBox();
    record.store.takeMessage = () => Promise.reject(new Error('password=secret at 10.0.0.1'));

    const result = await use('take_message', message);

    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result).toMatchObject({ ok: false });
  });

  it('is given up after eight seconds', async () => {
    const { use, record, clock } = makeBox();
    record.store.takeMessage = () => new Promise(() => {});
    const result = use('take_message', message);

    clock.advance(8000);

    expect(await result).toMatchObject({ ok: false, output: { error: 'timeout' }, next: 'reply' });
  });

  it('is not done a second time while it is not known whether the first was, and what came of it is told', async () => {
    const { use, record, clock, late } = makeBox();
    const saved = Promise.withResolvers<void>();
    let saves = 0;
    record.store.takeMessage = () => {
      saves += 1;
      return saved.promise;
    };
    const first = use('take_message', message);
    clock.advance(8000);
    await first;

    const again = await use('take_message', message, 'call_2');
    saved.resolve();
    await new Promise(setImmediate);
    await use('take_message', message, 'call_3');

    expect(again).toMatchObject({ ok: false, output: { error: expect.stringContaining('still being done') } });
    expect(late).toMatchObject([['call_1', { ok: true }]]);
    expect(saves).toBe(2);
  });

  it('happens once for one id', async () => {
    const { use, record } = makeBox();

    const first = use('take_message', message);
    const second = use('take_message', message);
    await first;

    expect(second).toBeNull();
    expect(record.messages).toHaveLength(1);
  });

  it('ends: a model in a loop is stopped', async () => {
    const { use, record } = makeBox();

    for (let i = 0; i < 100; i++) await use('take_message', message, `call_${i}`);

    expect(record.messages).toHaveLength(40);
  });
});
