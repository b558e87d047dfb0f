import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintCallToken, mintMemberToken, renewing, tokenLifeSeconds } from '@/lib/platform/database-token';
import { mintCallId, mintUserId } from '@/lib/platform/ids';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const source = {
  SUPABASE_URL: 'https://db.foyer.test',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
  SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
};

describe('a token for the database', () => {
  it('of a member carries who and which session, never a tenant, and lives five minutes', async () => {
    const token = await mintMemberToken({ userId: mintUserId(id), sessionVersion: 3 }, databaseEnv(source));

    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toEqual({
      iss: 'https://db.foyer.test/auth/v1',
      aud: 'authenticated',
      role: 'authenticated',
      sub: id,
      session_version: 3,
    });
    expect(exp - iat).toBe(tokenLifeSeconds);
  });

  it('of a call carries its id alone', async () => {
    const {
      iat: _iat,
      exp: _exp,
      iss: _iss,
      ...claims
    } = decodeJwt(await mintCallToken(mintCallId(id), databaseEnv(source)));

    expect(claims).toEqual({ aud: 'authenticated', role: 'call_agent', call_id: id });
  });

  it('is signed with an imported ES256 key where there is one', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'key-1' });

    const token = await mintCallToken(mintCallId(id), databaseEnv({ ...source, SUPABASE_JWT_PRIVATE_JWK: jwk }));

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'key-1' });
    await expect(jwtVerify(token, publicKey)).resolves.toBeDefined();
  });
});

describe('a renewing token', () => {
  it('is minted again a minute before it ends, and not sooner', async () => {
    let nowMs = 0;
    let minted = 0;
    const token = renewing(async () => `token-${++minted}`, { nowMs: () => nowMs, steadyMs: () => nowMs });

    const seen = [await token()];
    nowMs = 239_999;
    seen.push(await token());
    nowMs = 240_000;
    seen.push(await token());

    expect(seen).toEqual(['token-1', 'token-1', 'token-2']);
  });

  it('is minted anew when the wall clock was set, forth or back', async () => {
    let setByMs = 0;
    let minted = 0;
    const clocks = { nowMs: () => 1_000_000 + setByMs, steadyMs: () => 0 };
    const token = renewing(async () => `token-${++minted}`, clocks);

    const seen = [await token()];
    for (const by of [4_000, 3_600_000, 0]) {
      setByMs = by;
      seen.push(await token());
    }

    expect(seen).toEqual(['token-1', 'token-1', 'token-2', 'token-3']);
  });

  it('is minted anew after minting failed', async () => {
    let failing = true;
    const token = renewing(async () => {
      if (failing) throw new Error('no key');
      return 'token';
    });
    await expect(token()).rejects.toThrow('no key');

    failing = false;

    expect(await token()).toBe('token');
  });
});
