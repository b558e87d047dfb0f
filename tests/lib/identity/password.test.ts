import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, passwordSchema } from '@/lib/identity/password';

describe('a password', () => {
  it('is kept as an argon2id hash of at least 19 MiB and two passes', async () => {
    expect(await hashPassword('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('opens with itself alone', async () => {
    const hash = await hashPassword('correct horse battery');

    expect(await isPassword(hash, 'correct horse battery')).toBe(true);
    expect(await isPassword(hash, 'correct horse batterY')).toBe(false);
  });

  it('is the same password whichever keyboard composed its letters', async () => {
    const hash = await hashPassword('caf\u00e9 au lait');

    expect(await isPassword(hash, 'cafe\u0301 au lait')).toBe(true);
  });

  it('never fits somebody who has none', async () => {
    expect(await isPassword(null, 'there is nobody with this address')).toBe(false);
    expect(await isPassword(undefined, '')).toBe(false);
  });

  it.each(['short', 'aaaaaaaaaaaa', 'a'.repeat(129)])('is refused when it is weak or endless: %s', (password) => {
    expect(passwordSchema.safeParse(password).success).toBe(false);
  });
});
