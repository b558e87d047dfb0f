import { describe, expect, it } from 'vitest';
import { describeManners, silenceSteps } from '@/lib/agent/manners';
import { makeConfig } from '../../support/make-config';

describe('how calls run, in words', () => {
  it.each([
    [90, 'stops it at once'],
    [50, '“Uh-huh” does not stop it'],
    [10, 'finishes its sentence'],
  ])('follows an interruptibility of %i', (interruptibility, words) => {
    expect(describeManners(makeConfig({ personality: { interruptibility } })).join(' ')).toContain(words);
  });

  it('says what the owner chose, and nothing of what they switched off', () => {
    const told = describeManners(
      makeConfig({
        advanced: {
          turnTaking: 'meaning',
          checkInSeconds: 8,
          checkIns: 3,
          silentCalls: 'check_in',
          recordedCallers: 'answer',
          keypad: false,
        },
        limits: { maxCallMinutes: 1 },
      }),
    ).join(' ');

    expect(told).toContain('when a sentence sounds finished');
    expect(told).toContain('asks after 8 seconds, three times');
    expect(told).toContain('after 1 minute,');
    expect(told).toContain('not heard');
    expect(told).not.toMatch(/Recorded|nobody ever speaks/);
  });
});

it('asks and says goodbye when the call itself does', () => {
  const config = makeConfig({ personality: { silenceCheckIns: 50 }, advanced: { checkIns: 2 } });

  expect(silenceSteps(config)).toEqual([
    { atSeconds: 12, what: 'asks' },
    { atSeconds: 24, what: 'asks' },
    { atSeconds: 37, what: 'says_goodbye' },
  ]);
});
