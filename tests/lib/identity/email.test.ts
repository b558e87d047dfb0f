import { describe, expect, it } from 'vitest';
import { normalEmail } from '@/lib/identity/email';

describe('an e-mail address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ada＠example.com', 'ada@example.com'],
    ['a.d+a_x%-1@mail.example.co.uk', 'a.d+a_x%-1@mail.example.co.uk'],
  ])('%s is kept as %s, so that one mailbox has one account', (typed, kept) => {
    expect(normalEmail(typed)).toBe(kept);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@localhost',
    '"a@evil.example"@victim.example',
    'victim@example.com,evil@example.com',
    'victim@example.com evil@example.com',
    'Victim <victim@example.com>',
    'ada@example.com\nbcc: evil@example.com',
    'ada..b@example.com',
    '.ada@example.com',
    'ada.@example.com',
    'ada@-example.com',
    'ada@[127.0.0.1]',
    'ada(comment)@example.com',
    'аda@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'example.'.repeat(40)}com`,
  ])('is refused when it could reach another mailbox or none: %j', (typed) => {
    expect(normalEmail(typed)).toBeNull();
  });

  it('is checked in a moment, however long it is', () => {
    const started = performance.now();

    normalEmail(`${'a.'.repeat(50_000)}@example.com`);

    expect(performance.now() - started).toBeLessThan(200);
  });
});
