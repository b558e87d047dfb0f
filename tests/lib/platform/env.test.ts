import { describe, expect, it } from 'vitest';
import { portalEnv, realtimeEnv } from '@/lib/platform/env';
import { EnvError } from '@/lib/platform/env-fields';

const production = {
  ENVIRONMENT: 'production',
  PUBLIC_URL: 'https://foyer.test',
  REALTIME_PUBLIC_URL: 'https://calls.foyer.test',
  SUPABASE_URL: 'https://db.foyer.test',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
  SUPABASE_SECRET_KEY: 'sb_secret_9fQx7LrT3vNw1KzYb8MjHc5Dg2Ps6Ea4',
  SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
  NEXTAUTH_SECRET: 'bmV4dGF1dGgtZm9yLXRlc3RzLTkxODI3MzY0NTU0NjM3',
  INTERNAL_API_SECRET: '6a1f0c9e8b7d4352a1b2c3d4e5f60718',
  ENCRYPTION_KEY: 'ZW5jcnlwdGlvbi1mb3ItdGVzdHMtMTIzNDU2Nzg5MA',
  OPENAI_API_KEY: 'sk-live',
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'b2c3d4e5f60718293a4b5c6d7e8f9012',
  SMTP_URL: 'smtps://mail.foyer.test',
};

type Changes = Record<string, string | undefined>;

function problemsOf(parse: (source: Changes) => unknown, changes: Changes): readonly string[] {
  try {
    parse({ ...production, ...changes });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  it('of a proper production pass', () => {
    expect(problemsOf(portalEnv, {})).toEqual([]);
    expect(problemsOf(realtimeEnv, {})).toEqual([]);
  });

  it('name every problem on its own line', () => {
    const parse = () =>
      portalEnv({ ...production, PORT: 'x', PUBLIC_URL: 'foyer', NEXTAUTH_SECRET: 'short', SUPABASE_SECRET_KEY: '' });

    expect(parse).toThrow(
      [
        'The portal cannot start with these settings:',
        '  - PUBLIC_URL: must be an http or https URL',
        '  - SUPABASE_SECRET_KEY: is required (the secret key of the Supabase API)',
        '  - PORT: must be a port from 1 to 65535',
        '  - NEXTAUTH_SECRET: must have at least 32 characters',
      ].join('\n'),
    );
  });

  it.each([
    ['practice mode', realtimeEnv, { PRACTICE_URL: 'https://practice.test' }, 'PRACTICE_URL: practice mode is refused'],
    ['an http portal', portalEnv, { PUBLIC_URL: 'http://foyer.test' }, 'PUBLIC_URL: must be https'],
    ['a local AI voice', realtimeEnv, { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, 'OPENAI_BASE_URL: must be https'],
    ['every origin', realtimeEnv, { ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS: must name origins'],
    ['a default secret', portalEnv, { NEXTAUTH_SECRET: 'please-change-me-please-change-me' }, 'NEXTAUTH_SECRET: looks'],
    ['a monotonous secret', portalEnv, { ENCRYPTION_KEY: 'a'.repeat(64) }, 'ENCRYPTION_KEY: repeats itself'],
    ['the practice mailbox', portalEnv, { SMTP_URL: 'smtp://127.0.0.1:5065' }, 'SMTP_URL: is the practice mailbox'],
    [
      'one secret for two purposes',
      portalEnv,
      { INTERNAL_API_SECRET: production.NEXTAUTH_SECRET },
      'INTERNAL_API_SECRET: must differ',
    ],
  ])('of production refuse %s', (_, parse, changes, problem) => {
    expect(problemsOf(parse, changes)).toEqual([expect.stringContaining(problem)]);
  });

  it('need something that signs tokens', () => {
    expect(problemsOf(portalEnv, { SUPABASE_JWT_SECRET: undefined })).toEqual([
      expect.stringContaining('SUPABASE_JWT_SECRET: is required (or SUPABASE_JWT_PRIVATE_JWK)'),
    ]);
  });

  it('take an empty variable for an absent one', () => {
    expect(realtimeEnv({ ...production, ALLOWED_ORIGINS: '' }).allowedOrigins).toEqual(['https://foyer.test']);
  });

  it('never hand out the service key', () => {
    expect(JSON.stringify([portalEnv(production), realtimeEnv(production)])).not.toContain(
      production.SUPABASE_SECRET_KEY,
    );
  });
});
