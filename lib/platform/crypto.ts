import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits by default, safe in a URL. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Lower-case hex; what the database keeps in place of a token. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Takes the same time wherever the two differ, and whatever their lengths. */
export function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}

/** One master secret, a key of its own for each purpose. */
export function deriveKey(master: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'foyer', purpose, 32));
}

export interface Vault {
  /** Of the key that seals; a sealed value names its own in its second part. */
  keyId: string;
  /** `context` (a tenant id, say) is authenticated with it: a value moved elsewhere does not open. */
  seal(plaintext: string, context: string): string;
  /** Throws when the value was changed, moved, or sealed with a key that is gone. */
  open(sealed: string, context: string): string;
}

/** AES-256-GCM. The first key seals, all of them open: that is how a key is rotated. */
export function makeVault(masters: readonly [string, ...string[]]): Vault {
  const keys = masters.map((master) => {
    const key = deriveKey(master, 'vault');
    return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
  });

  const [current] = keys;
  if (!current) throw new Error('A vault needs a key.');
  const authenticated = (keyId: string, context: string) => Buffer.from(`v1.${keyId}.${context}`);

  return {
    keyId: current.id,

    seal(plaintext, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(authenticated(current.id, context));
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', current.id, iv.toString('base64url'), body.toString('base64url')].join('.');
    },

    open(sealed, context) {
      const [version, keyId, iv, body] = sealed.split('.');
      const found = keys.find((key) => key.id === keyId);
      if (version !== 'v1' || !iv || !body) throw new Error('Not a sealed value.');
      if (!found) throw new Error('Sealed with a key that is not here.');
      const bytes = Buffer.from(body, 'base64url');
      const opener = createDecipheriv('aes-256-gcm', found.key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
      opener.setAAD(authenticated(found.id, context)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([opener.update(bytes.subarray(0, -16)), opener.final()]).toString('utf8');
    },
  };
}
