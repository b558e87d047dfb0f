import { describe, expect, it } from 'vitest';
import { portalEnv, practiceEnv, realtimeEnv } from '@/lib/platform/env';
import type { Secrets } from '@/scripts/house/secrets';
import { childEnvironment, plannedPorts, readHouseSettings } from '@/scripts/house/settings';

const secrets: Secrets = {
  POSTGRES_PASSWORD: 'p',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
  SUPABASE_SECRET_KEY: 'sb_secret_9fQx7LrT3vNw1KzYb8MjHc5Dg2Ps6Ea4',
  SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
  NEXTAUTH_SECRET: 'bmV4dGF1dGgtZm9yLXRlc3RzLTkxODI3MzY0NTU0NjM3',
  INTERNAL_API_SECRET: '6a1f0c9e8b7d4352a1b2c3d4e5f60718',
  ENCRYPTION_KEY: 'ZW5jcnlwdGlvbi1mb3ItdGVzdHMtMTIzNDU2Nzg5MA',
  OPENAI_API_KEY: 'sk-practice-1',
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'b2c3d4e5f60718293a4b5c6d7e8f9012',
};

const environmentFor = (given: Record<string, string>) => {
  const house = readHouseSettings(given);
  return { house, env: { ...given, ...childEnvironment(given, house, secrets) } };
};

describe('what the processes are given', () => {
  it('is complete for each of them when the user gives nothing', () => {
    const { env } = environmentFor({});

    expect(() => [portalEnv(env), realtimeEnv(env), practiceEnv(env)]).not.toThrow();
    expect(realtimeEnv(env).openai.baseUrl).toBe('http://127.0.0.1:5070/v1');
  });

  it("is the user's own AI voice and nothing of practice when a key is set", () => {
    const { env, house } = environmentFor({ OPENAI_API_KEY: 'sk-mine' });

    expect(house.parts.practiceVoice).toBe(false);
    expect(realtimeEnv(env).openai).toMatchObject({ apiKey: 'sk-mine', baseUrl: 'https://api.openai.com/v1' });
  });

  it("is the user's own AI address when only that is set", () => {
    const { env } = environmentFor({ OPENAI_BASE_URL: 'http://127.0.0.1:9999/v1' });

    expect(realtimeEnv(env).openai.baseUrl).toBe('http://127.0.0.1:9999/v1');
  });

  it('checks signatures with a given token for any account, at the given address', () => {
    const { env } = environmentFor({ TWILIO_AUTH_TOKEN: 'mine', REALTIME_PUBLIC_URL: 'https://calls.foyer.test/' });

    expect(realtimeEnv(env)).toMatchObject({
      realtimePublicUrl: 'https://calls.foyer.test',
      twilio: { accountSid: null, authToken: 'mine', apiBaseUrl: 'https://api.twilio.com' },
    });
  });

  it('starts no database of its own beside one that was given', () => {
    const { house, env } = environmentFor({ SUPABASE_URL: 'https://db.foyer.test' });

    expect(plannedPorts(house).map(({ setting }) => setting)).not.toContain('SUPABASE_PORT');
    expect(env).not.toHaveProperty('SUPABASE_SECRET_KEY');
  });

  it('starts no practice when nothing is left to practise', () => {
    const { house, env } = environmentFor({
      OPENAI_API_KEY: 'sk-mine',
      TWILIO_AUTH_TOKEN: 'mine',
      SMTP_URL: 'smtp://mail.foyer.test',
    });

    expect(house.needsPractice).toBe(false);
    expect(env).not.toHaveProperty('PRACTICE_URL');
  });

  it('refuses a port that is none', () => {
    expect(() => readHouseSettings({ PORT: '99999' })).toThrow('PORT must be a port from 1 to 65535');
  });
});
