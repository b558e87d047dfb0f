import { expect, it } from 'vitest';
import { describeChanges } from '@/lib/agent/changes';
import { lintTexting } from '@/lib/agent/lint-texting';
import { makeConfig } from '../../support/make-config';

const withText = (text: string, changes = {}) =>
  makeConfig({
    identity: { address: '' },
    texting: { enabled: true, templates: [{ name: 'Way', text, when: '' }], ...changes },
  });
const sentences = (config: ReturnType<typeof makeConfig>) => lintTexting(config).map(({ sentence }) => sentence);

it('a text that lacks what it names, or its sender, or is very long, is told in one sentence each', () => {
  expect(sentences(withText('{business}: {link}'))).toEqual([
    'The text “Way” has a {link}, but no link is written down.',
  ]);
  expect(sentences(withText('{business}: {link}', { link: 'https://b.example' }))).toEqual([]);
  expect(sentences(withText('{business} is at {address}'))).toEqual([
    'The text “Way” has an {address}, but the business has none written down.',
  ]);
  expect(sentences(withText('See you soon!'))).toEqual(['The text “Way” does not say who sends it.']);
  expect(sentences(withText(`{business} ${'я'.repeat(300)}`))).toEqual(['The text “Way” counts as 5 texts.']);
});

it('texts that are switched off are nobody’s trouble, and switched on there should be one', () => {
  expect(sentences(withText('{link}', { enabled: false }))).toEqual([]);
  expect(sentences(makeConfig({ texting: { enabled: true, templates: [] } }))).toEqual([
    'Texts may be sent, but there is none to send.',
  ]);
});

it('a changed text is told as a change, in words', () => {
  const [change] = describeChanges(withText('One'), withText('Two'));
  expect(change).toMatchObject({ section: 'texting', before: 'Way: One', after: 'Way: Two' });
});
