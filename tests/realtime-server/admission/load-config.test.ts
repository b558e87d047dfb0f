import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentConfigSchema, builtInDefaults, sections } from '@/lib/contracts/agent-config';
import { loadConfig } from '@/realtime-server/admission/load-config';
import { makeConfig } from '../../support/make-config';

const live = makeConfig({ identity: { agentName: 'Live' } });
const before = makeConfig({ identity: { agentName: 'Before' }, greeting: { text: 'Before.' } });
const defaults = { greeting: { ...builtInDefaults.greeting, text: 'From the platform.' } };

it('uses the live version as it is', () => {
  expect(loadConfig({ config: live, previousConfig: before, platformDefaults: defaults })).toEqual({
    config: live,
    replacedSections: [],
  });
});

it('replaces the section that does not parse by the version before, and keeps the others', () => {
  const spoiled = { ...live, greeting: { text: 7 } };

  const { config, replacedSections } = loadConfig({ config: spoiled, previousConfig: before, platformDefaults: {} });

  expect(replacedSections).toEqual(['greeting']);
  expect(config).toEqual({ ...live, greeting: before.greeting });
});

it("goes on to the platform's default and to what is built in", () => {
  const spoiled = { ...live, greeting: 'x', hours: [] };

  const { config, replacedSections } = loadConfig({
    config: spoiled,
    previousConfig: null,
    platformDefaults: defaults,
  });

  expect(replacedSections).toEqual(['greeting', 'hours']);
  expect(config).toEqual({ ...live, greeting: defaults.greeting, hours: builtInDefaults.hours });
});

it('takes a section that nobody wrote for the default, and does not call it replaced', () => {
  const { config, replacedSections } = loadConfig({
    config: { ...live, greeting: null, voice: undefined },
    previousConfig: before,
    platformDefaults: defaults,
  });

  expect(replacedSections).toEqual([]);
  expect(config).toMatchObject({ greeting: defaults.greeting, voice: builtInDefaults.voice });
});

it('gives a config that parses, whatever is stored', () => {
  const stored = fc.oneof(
    fc.anything(),
    fc.dictionary(fc.constantFrom(...sections, '__proto__', 'other'), fc.anything()),
  );

  fc.assert(
    fc.property(stored, stored, stored, (config, previousConfig, platformDefaults) => {
      const loaded = loadConfig({ config, previousConfig, platformDefaults });
      expect(agentConfigSchema.safeParse(loaded.config).success).toBe(true);
    }),
  );
});

it('gives the same settings as the same object, which nobody can change, and other settings as another', () => {
  const stored = { config: live, previousConfig: before, platformDefaults: defaults };
  const first = loadConfig(structuredClone(stored));

  expect(loadConfig(structuredClone(stored))).toBe(first);
  expect(() => Object.assign(first.config.greeting, { text: 'Of another call.' })).toThrow(TypeError);
  expect(loadConfig({ ...stored, previousConfig: null })).not.toBe(first);
  expect(loadConfig({ ...stored, config: before }).config.identity.agentName).toBe('Before');
});
