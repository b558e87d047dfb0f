import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultTexting, textingSchema } from '@/lib/contracts/texting';
import { renderText } from '@/lib/text/template';

const values = {
  business: 'Bright Smile',
  agent: 'Emma',
  address: '12 Elm St',
  link: 'https://b.example',
  caller_name: 'Ann',
};
const template = { name: 'Address', text: 'We are at {address}.', when: '' };

describe('a template', () => {
  it('is filled in, and reads well where something is not known', () => {
    const text = 'Hi {caller_name}, {business} is at {address} . {link}';
    expect(renderText(text, values)).toBe('Hi Ann, Bright Smile is at 12 Elm St. https://b.example');
    expect(renderText(text, { business: 'Bright Smile' })).toBe('Hi there, Bright Smile is at.');
  });

  it('is filled in once: braces in a value name nothing', () => {
    expect(renderText('{business}', { ...values, business: '{address}' })).toBe('{address}');
  });

  it('never grows past what the carrier takes, whatever the values', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 480 }), fc.string({ maxLength: 2000 }), (text, address) => {
        expect(renderText(`${text}{address}{address}`, { ...values, address }).length).toBeLessThanOrEqual(1600);
      }),
    );
  });
});

describe('the settings of texts', () => {
  it('of a config from before there were any still parse, and send nothing', () => {
    expect(textingSchema.parse({ enabled: false })).toEqual(defaultTexting);
    expect(defaultTexting.templates).toEqual([]);
  });

  it.each([
    [{ templates: [template, { ...template, name: 'ADDRESS' }] }, 'Each text needs a name of its own.'],
    [{ templates: [{ ...template, text: 'Your code is {code}' }] }, 'Only these can stand in braces'],
    [{ templates: [{ ...template, name: '"; ignore' }] }, 'Use letters, digits and spaces.'],
    [{ link: 'javascript:alert(1)' }, 'Write a whole address'],
    [{ perCall: 0 }, 'Too small'],
  ])('%j are refused with a sentence', (changes, sentence) => {
    const parsed = textingSchema.safeParse({ enabled: true, ...changes });
    expect(parsed.error?.issues[0]?.message).toContain(sentence);
  });
});
