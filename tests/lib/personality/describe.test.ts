import { describe, expect, it } from 'vitest';
import { defaultPersonality, personalitySchema } from '@/lib/contracts/personality';
import { describeLimits, describePersonality, settleConflicts } from '@/lib/personality/describe';
import { findPreset, presets } from '@/lib/personality/presets';
import { bandOf, sentenceFor, traits } from '@/lib/personality/traits';

it('covers the thirty traits of the contract in its order, eight of them always said', () => {
  expect(traits.map(({ trait }) => trait)).toEqual(Object.keys(defaultPersonality));
  expect(traits.filter(({ alwaysSaid }) => alwaysSaid).map(({ trait }) => trait)).toEqual([
    'warmth',
    'empathy',
    'energy',
    'pace',
    'formality',
    'verbosity',
    'patience',
    'caution',
  ]);
  expect(new Set(traits.flatMap(({ sentences }) => Object.values(sentences))).size).toBe(90);
});

it('says eight sentences at the defaults, and one more for each trait that leaves its band', () => {
  const said = (personality = defaultPersonality) =>
    describePersonality(personality).flatMap(({ sentences }) => sentences);

  expect(said()).toHaveLength(8);
  expect(said({ ...defaultPersonality, humor: 90 })).toHaveLength(9);
  expect(said({ ...defaultPersonality, humor: 33 })).toHaveLength(8);
});

it('changes its sentence exactly at the edges of the bands', () => {
  expect([0, 33, 34, 66, 67, 100].map(bandOf)).toEqual(['low', 'low', 'mid', 'mid', 'high', 'high']);
  for (const text of traits) expect(sentenceFor(text, 33)).not.toBe(sentenceFor(text, 34));
});

describe('where two traits pull apart', () => {
  it('lets brief answers hold back small talk', () => {
    expect(settleConflicts({ ...defaultPersonality, verbosity: 10, smallTalk: 90 }).smallTalk).toBe(50);
  });

  it('lets the drive to a next step rule out extras, and handing over hold back questions', () => {
    const settled = settleConflicts({
      ...defaultPersonality,
      urgency: 80,
      upselling: 80,
      transferReadiness: 80,
      leadCapture: 80,
    });
    expect([settled.upselling, settled.leadCapture]).toEqual([15, 50]);
  });

  it('keeps humor from those in distress, whatever its value above serious', () => {
    expect(describeLimits(defaultPersonality)).toEqual([]);
    expect(describeLimits({ ...defaultPersonality, humor: 50 })).toEqual([
      'No humor when the caller is upset or complains, or on health, legal trouble or loss.',
    ]);
  });
});

it('offers seven presets that are valid, different and recognised', () => {
  expect(presets).toHaveLength(7);
  for (const preset of presets) {
    expect(personalitySchema.parse(preset.personality)).toEqual(preset.personality);
    expect(findPreset(preset.personality)).toBe(preset);
  }
});
