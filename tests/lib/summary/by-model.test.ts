import { expect, it } from 'vitest';
import { callSummarySchema } from '@/lib/contracts/summary';
import { answerFormat, type ModelAnswer, modelAnswerSchema, readModelAnswer } from '@/lib/summary/by-model';
import type { SaidCall } from '@/lib/summary/said';

const call: SaidCall = {
  endReason: 'agent_ended',
  messages: [],
  turns: [{ sequence: 3, speaker: 'caller', text: 'It is Ann Lee.', startedMs: 7000, endedMs: 8400 }],
};
const answer: ModelAnswer = {
  title: 'Ann '.repeat(100),
  summary: 'x'.repeat(5000),
  they_want: Array.from({ length: 20 }, (_, index) => `Wish ${index}`),
  we_promised: ['', ' '],
  you_should: [],
  outcome: 'resolved',
  sentiment: 'neutral',
  urgency: 'low',
  facts: [
    { kind: 'name', value: 'Ann Lee', turn: 3 },
    { kind: 'phone', value: '+12025550100', turn: 99 },
    { kind: 'name', value: '', turn: 3 },
  ],
};

it('is asked for by a schema that leaves nothing open', () => {
  const { strict, schema } = answerFormat();
  const asked = JSON.stringify(schema);

  expect(strict).toBe(true);
  expect(Object.keys(modelAnswerSchema.shape)).toEqual(schema.required);
  expect(asked.match(/"type":"object"/g)?.length).toBe(asked.match(/"additionalProperties":false/g)?.length);
  expect(asked).not.toMatch(/\$schema|maxLength|maxItems/);
});

it('is brought within our bounds, whatever the model wrote', () => {
  const content = readModelAnswer(answer, call);

  expect(callSummarySchema.safeParse(content).error).toBeUndefined();
  expect(content.theyWant).toHaveLength(6);
  expect(content.wePromised).toEqual([]);
});

it('keeps a fact only where its turn exists, at the second that our own rows say', () => {
  expect(readModelAnswer(answer, call).facts).toEqual([{ kind: 'name', value: 'Ann Lee', sequence: 3, atMs: 7600 }]);
});
