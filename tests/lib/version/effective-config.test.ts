import { expect, it } from 'vitest';
import { builtInDefaults } from '@/lib/contracts/agent-config';
import { effectiveConfig } from '@/lib/version/effective-config';
import { makeConfig } from '@/tests/support/make-config';

const live = makeConfig({ greeting: { text: 'Live.' } });
const previous = makeConfig({ greeting: { text: 'Before.' }, voice: { voice: 'echo' } });

it('takes each section from the first layer that has it', () => {
  const { config, replaced } = effectiveConfig({ greeting: live.greeting, voice: null }, previous);

  expect([config.greeting.text, config.voice.voice, replaced]).toEqual(['Live.', 'echo', []]);
});

it('falls back for a broken section alone, and says which', () => {
  const { config, replaced } = effectiveConfig({ ...live, voice: { voice: 'kazoo', speed: 1, model: 'x' } }, previous);

  expect([config.greeting.text, config.voice.voice, replaced]).toEqual(['Live.', 'echo', ['voice']]);
});

it('mends a section that was stored before a field came or after one went', () => {
  const { aiNotice: _, ...older } = live.greeting;

  const { config, replaced } = effectiveConfig({ ...live, greeting: { ...older, jingle: 'x' } });

  expect([config.greeting, replaced]).toEqual([live.greeting, []]);
});

it('answers with what is built in when nothing stored makes sense', () => {
  for (const nonsense of [null, 7, 'x', [], { voice: [] }]) {
    expect(effectiveConfig(nonsense, nonsense).config).toEqual(builtInDefaults);
  }
});
