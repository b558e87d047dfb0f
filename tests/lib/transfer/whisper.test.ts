import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transferStatuses } from '@/lib/contracts/transfer';
import { describeTransfer } from '@/lib/transfer/describe';
import { whisperSummary } from '@/lib/transfer/whisper';

const base = { businessName: 'Bright Smile', callerName: null, callerNumber: '+12025550177', said: [] };

describe('what a person hears before they take a caller', () => {
  it('says who calls, digit by digit where no name is known, and what for in their own words', () => {
    const said = ['Hello.', 'I would like to talk about my invoice.', 'Yes.', 'It is the one from last Tuesday.'];

    expect(whisperSummary({ ...base, said })).toBe(
      'Bright Smile has a caller from 1 2 0 2 5 5 5 0 1 7 7 for you. They said: I would like to talk about my invoice. … It is the one from last Tuesday.',
    );
    expect(whisperSummary({ ...base, callerName: 'Ada Lovelace', said: [] })).toBe(
      'Bright Smile has Ada Lovelace for you.',
    );
    expect(whisperSummary({ ...base, callerNumber: null })).toBe('Bright Smile has a caller without a number for you.');
  });

  it('never holds a word that nobody said, markup, or more than it may', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400, unit: 'grapheme' }), { maxLength: 12 }), (said) => {
        const summary = whisperSummary({ ...base, said });
        const known = new Set(
          `${base.businessName} has a caller from for you. They said: … 1 2 0 5 7 ${said.join(' ')}`.split(/\s+/),
        );

        expect(summary.length).toBeLessThanOrEqual(600);
        expect(summary).not.toMatch(/[<>{}]/);
        for (const word of summary.split(/\s+/)) {
          const isKnown = known.has(word) || [...known].some((one) => one.includes(word));
          expect(isKnown || /[<>{}[\]\\|~^`]|[^\p{L}\p{M}\p{N}\p{P}\p{Zs}$€£+\s]/u.test(said.join(' '))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

it('every end of a transfer has a word and a sentence, and an unknown reason hides none of them', () => {
  for (const status of transferStatuses) {
    const { word, sentence } = describeTransfer({ label: 'Dana', status, reason: '__proto__' });
    expect(word).not.toBe('');
    expect(sentence).toContain('Dana');
  }
  expect(describeTransfer({ label: 'Dana', status: 'no_answer', reason: 'no_key' }).sentence).toContain(
    'pressed no key',
  );
});
