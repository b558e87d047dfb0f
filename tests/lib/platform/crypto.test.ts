import { describe, expect, it } from 'vitest';
import { deriveKey, equalInConstantTime, makeVault, randomToken } from '@/lib/platform/crypto';

const [older, newer] = ['older-master-secret', 'newer-master-secret'];

describe('the vault', () => {
  it('gives back what was sealed, where it was sealed', () => {
    const vault = makeVault([newer]);

    expect(vault.open(vault.seal('sk-live', 'tenant-1'), 'tenant-1')).toBe('sk-live');
  });

  it('never seals the same twice alike', () => {
    const vault = makeVault([newer]);

    expect(vault.seal('x', 'a')).not.toBe(vault.seal('x', 'a'));
  });

  it('does not open for another tenant', () => {
    const vault = makeVault([newer]);

    expect(() => vault.open(vault.seal('sk-live', 'tenant-1'), 'tenant-2')).toThrow();
  });

  it('does not open what was changed', () => {
    const vault = makeVault([newer]);
    const sealed = vault.seal('sk-live', 'tenant-1');
    const at = sealed.length - 5;

    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);

    expect(() => vault.open(changed, 'tenant-1')).toThrow();
  });

  it('opens what an older key sealed, while that key is kept', () => {
    const sealed = makeVault([older]).seal('sk-live', 'tenant-1');

    expect(makeVault([newer, older]).open(sealed, 'tenant-1')).toBe('sk-live');
    expect(() => makeVault([newer]).open(sealed, 'tenant-1')).toThrow('a key that is not here');
  });
});

describe('keys and tokens', () => {
  it('differ by purpose', () => {
    expect(deriveKey(newer, 'a').equals(deriveKey(newer, 'b'))).toBe(false);
  });

  it('carry 256 bits and fit in a URL', () => {
    expect(randomToken()).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    ['same', 'same', true],
    ['same', 'samf', false],
    ['same', 'same1', false],
    ['', '', true],
  ])('compare %j with %j', (left, right, equal) => {
    expect(equalInConstantTime(left, right)).toBe(equal);
  });
});
