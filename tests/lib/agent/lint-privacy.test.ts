import { expect, it } from 'vitest';
import { lintPrivacy } from '@/lib/agent/lint-privacy';
import { makeConfig } from '../../support/make-config';

it('keeps a recording without a notice from being published', () => {
  const findings = lintPrivacy(makeConfig({ privacy: { recording: 'on' } }));

  expect(findings.map(({ weight }) => weight)).toEqual(['blocker']);
});

it('says who will not be recorded, and which notice does not say how to decline', () => {
  const greeting = { recordingNotice: 'This call is recorded.' };
  const asking = makeConfig({ greeting, privacy: { recording: 'on', consent: 'ask' } });
  const told = makeConfig({
    greeting: { recordingNotice: 'Press nine to decline.', interruptible: 'after_notice' },
    privacy: { recording: 'on', consent: 'ask' },
  });

  expect(lintPrivacy(asking).map(({ weight }) => weight)).toEqual(['note', 'note']);
  expect(lintPrivacy(told)).toEqual([]);
  expect(lintPrivacy(makeConfig({}))).toEqual([]);
});
