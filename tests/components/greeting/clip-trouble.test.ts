import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ClipTrouble } from '@/components/greeting/clip-trouble';
import type { ClipReport } from '@/lib/contracts/clip';

const ready: ClipReport = { words: 'Good morning.', state: 'ready', said: '' };
const failed: ClipReport = { words: 'Call 555-0101 <now>.', state: 'failed', said: 'Call five five five.' };
const shown = (clips: ClipReport[]) => renderToStaticMarkup(createElement(ClipTrouble, { clips }));

it('an owner sees which greeting the voice would not say, and what it said instead', () => {
  const page = shown([ready, failed]);

  expect(page).toContain('One greeting could not be spoken word for word.');
  expect(page).toContain('Written: “Call 555-0101 &lt;now&gt;.”');
  expect(page).toContain('Said: “Call five five five.”');
  expect(page).not.toContain('Good morning.');
});

it('and sees nothing while every one of them came out as written', () => {
  expect(shown([ready])).toBe('');
});
