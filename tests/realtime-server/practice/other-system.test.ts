import { describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import { decide } from '@/realtime-server/practice/answers/decide';
import type { Item } from '@/realtime-server/practice/model/conversation';
import { makeConfig } from '../../support/make-config';
import { makeConnection } from '../../support/other-system';
import { dentist } from './model-client';

const cancel = makeConnection({
  ...{ name: 'cancel_order', description: 'Cancel an order for good.', method: 'POST', confirmFirst: true },
});
const tools = toolDefinitions(makeConfig({ connections: { enabled: true, tools: [makeConnection(), cancel] } }));
const head = { id: 'item', object: 'realtime.item', status: 'completed' } as const;
const caller = (text: string): Item => ({
  ...head,
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});
const agent = (transcript: string): Item => {
  return { ...head, type: 'message', role: 'assistant', content: [{ type: 'output_audio', transcript }] };
};
const used = (name: string, output: unknown): Item[] => [
  { ...head, type: 'function_call', name, call_id: 'call_1', arguments: '{}' },
  { ...head, type: 'function_call_output', call_id: 'call_1', output: JSON.stringify(output) },
];
const reply = (items: Item[]) => decide({ instructions: dentist, wish: '', items, tools });

describe('a system of the business’s own', () => {
  it('is asked when the caller’s words are those of its description', () => {
    expect(reply([caller('What is the state of my order A-1234?')]).calls).toEqual([
      { name: 'find_order', arguments: { order_number: 'A-1234' } },
    ]);
  });

  it('is left alone when they are not, or when what it needs was not said', () => {
    expect(reply([caller('Are you open on Saturday?')]).calls).toEqual([]);
    expect(reply([caller('What is the state of my order?')]).calls.map(({ name }) => name)).not.toContain('find_order');
  });

  it('is told, or said to have failed', () => {
    const words = caller('What is the state of my order A-1234?');
    expect(reply([words, ...used('find_order', { note: 'n', answer: { 'order.status': 'shipped' } })]).say).toContain(
      'status: shipped',
    );
    expect(reply([words, ...used('find_order', { done: true, note: 'n' })]).say).toContain('That is done.');
    expect(reply([words, ...used('find_order', { error: 'It did not work.' })]).say).toContain('did not work');
  });

  it('is asked to change something after a yes alone', () => {
    const wish = caller('Please cancel my order A-1234 for good.');
    const offer = reply([wish]);
    expect(offer).toMatchObject({ say: expect.stringContaining('Shall I go ahead?'), calls: [] });

    const agreed = reply([wish, agent(offer.say), caller('Yes.')]);
    expect(agreed.calls).toEqual([
      { name: 'cancel_order', arguments: { order_number: 'A-1234', caller_confirmed: true } },
    ]);
    expect(reply([wish, agent(offer.say), caller('No.')]).calls).toEqual([]);
  });
});
