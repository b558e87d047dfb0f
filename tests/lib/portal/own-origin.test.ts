import { expect, it } from 'vitest';
import { isOwnOrigin } from '@/lib/portal/own-origin';

const publicUrl = 'https://portal.example';

it.each([
  ['https://portal.example', 'internal:3000'],
  ['http://localhost:3000', 'localhost:3000'],
])('a form from our own page is taken: %s at %s', (origin, host) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(true);
});

it.each([
  [null, 'portal.example'],
  ['', 'portal.example'],
  ['null', 'portal.example'],
  ['https://evil.example', 'portal.example'],
  ['https://portal.example.evil.example', 'portal.example'],
  ['http://portal.example', null],
])('a form from elsewhere, or from nowhere, is refused: %s at %s', (origin, host) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(false);
});
