import { expect, it } from 'vitest';
import { safePath } from '@/lib/portal/safe-path';

it.each(['/bright-smile/calls', '/bright-smile/calls?q=a%20b&page=2', '/account'])('goes on to %s', (wanted) => {
  expect(safePath(wanted, '/home')).toBe(wanted);
});

it.each([
  undefined,
  null,
  '',
  'account',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  ' /account',
  '/a\\b',
])('never leaves the portal for %j', (wanted) => {
  expect(safePath(wanted, '/home')).toBe('/home');
});
