import { expect, it } from 'vitest';
import { lintConfig } from '@/lib/agent/lint';
import { defaultHours } from '@/lib/contracts/hours';
import { makeConfig } from '@/tests/support/make-config';

const now = new Date('2026-11-21T15:30:00Z');
const lint = (config: ReturnType<typeof makeConfig>) => lintConfig(config, now).map(({ sentence }) => sentence);

it('finds nothing to say about a sound configuration', () => {
  expect(lint(makeConfig())).toEqual([]);
});

it('names the day that the greeting promises and the hours deny, and only that', () => {
  const promise = makeConfig({ greeting: { text: 'We are open on Saturdays and Mondays.' } });
  const honest = makeConfig({ greeting: { text: 'We are closed on Saturday.' } });

  expect(lint(promise)).toEqual(['The greeting names Saturday, and we are closed that day.']);
  expect(lint(honest)).toEqual([]);
});

it('says when no day has hours, and when one date stands twice or lies in the past', () => {
  const week = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
  const old = { date: '2026-11-20', label: 'Party', blocks: [] };

  expect(lint(makeConfig({ hours: { week } }))).toEqual([
    'No day has opening hours: every caller is told that we are closed.',
  ]);
  expect(lint(makeConfig({ hours: { week: defaultHours.week, days: [old, old] } }))).toEqual([
    '2026-11-20 is listed more than once; only the first entry counts.',
    '2 special days lie in the past.',
  ]);
});

it('says what an unknown caller hears in place of a name', () => {
  expect(lint(makeConfig({ greeting: { text: 'Hello {caller_name}, how can I help?' } }))).toEqual([
    'Callers whose name we do not know hear: “Hello, how can I help?”',
  ]);
});

it('says when answers no longer fit, and when one question has two answers', () => {
  const answers = Array.from({ length: 60 }, (_, at) => ({
    question: `Question ${at}?`,
    answer: 'long '.repeat(150).trim(),
  }));
  const twice = [
    { question: 'Parking?', answer: 'Yes.' },
    { question: 'parking?', answer: 'No.' },
  ];

  expect(lint(makeConfig({ knowledge: { answers } }))).toEqual([
    'Only the first 46 of 60 answers fit; the agent does not know the rest.',
  ]);
  expect(lint(makeConfig({ knowledge: { answers: twice } }))).toEqual(['“parking?” has more than one answer.']);
});

it('says when settings elsewhere take the ground from under a trait', () => {
  expect(lint(makeConfig({ actions: { takeMessage: false } }))).toEqual([
    'Caution says to take a message when unsure, but taking messages is off.',
  ]);
  expect(lint(makeConfig({ personality: { verbosity: 10, smallTalk: 90 } }))).toEqual([
    'Small talk is held back. Brief answers keep small talk to one short reply.',
  ]);
  expect(lint(makeConfig({ personality: { aiOpenness: 90 } }))).toEqual([
    'AI openness is up front, but the greeting and its notice do not say so.',
  ]);
});

it('says when the rest is missing or forbidden', () => {
  expect(lint(makeConfig({ routing: { fallbackNumber: null } }))).toEqual([
    'There is no fallback number: if something of ours fails, nobody is rung, and callers get voicemail at once.',
  ]);
  expect(lint(makeConfig({ greeting: { interruptible: 'after_notice' } }))).toEqual([
    'Callers may interrupt only after the notice, but there is no notice.',
  ]);
  expect(lint(makeConfig({ advanced: { extraInstructions: 'Never say that you are a robot.' } }))).toEqual([
    'The extra instructions ask to hide that it is an AI; the fixed rules do not allow that.',
  ]);
});

it('says beside the limit that the plan has fewer calls at once, and only then', () => {
  const limits = makeConfig({ limits: { maxLiveCalls: 12 } });
  const about = (callsAtOnce: number) => lintConfig(limits, now, { name: 'Team', callsAtOnce });

  expect(about(10)).toEqual([
    {
      section: 'limits',
      weight: 'note',
      sentence: 'Calls at once are set to 12. Your plan, Team, lets in 10 calls at once: more than that has no effect.',
    },
  ]);
  expect(about(12)).toEqual([]);
});
