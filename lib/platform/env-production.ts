import type { z } from 'zod';
import { isLoopback, weaknessOf } from './env-fields';

type Settings = Readonly<Record<string, unknown>>;

const guarding = [
  'SUPABASE_SECRET_KEY',
  'NEXTAUTH_SECRET',
  'INTERNAL_API_SECRET',
  'ENCRYPTION_KEY',
  'TWILIO_AUTH_TOKEN',
];
const addresses = [
  'PUBLIC_URL',
  'REALTIME_PUBLIC_URL',
  'SUPABASE_URL',
  'OPENAI_BASE_URL',
  'TWILIO_API_BASE_URL',
  'NEXTAUTH_URL',
];

function* problemsOf(settings: Settings): Generator<[name: string, message: string]> {
  if (settings.PRACTICE_URL) yield ['PRACTICE_URL', 'practice mode is refused in production'];

  for (const name of addresses) {
    const value = settings[name];
    if (typeof value !== 'string') continue;
    if (value.startsWith('http://')) yield [name, 'must be https in production'];
    else if (isLoopback(value)) yield [name, 'points at this machine, which production cannot serve from'];
  }

  for (const name of guarding) {
    const value = settings[name];
    const weakness = typeof value === 'string' ? weaknessOf(value) : null;
    if (weakness) yield [name, weakness];
  }

  if (sharesASecret(settings)) yield ['INTERNAL_API_SECRET', 'must differ from the other secrets'];
  if (String(settings.ALLOWED_ORIGINS ?? '').includes('*')) yield ['ALLOWED_ORIGINS', 'must name origins, not *'];
  if (/^smtp:\/\/(127\.|localhost)/.test(String(settings.SMTP_URL ?? ''))) {
    yield ['SMTP_URL', 'is the practice mailbox, which production refuses'];
  }
}

function sharesASecret(settings: Settings): boolean {
  const given = guarding.map((name) => settings[name]).filter((value) => typeof value === 'string');
  return new Set(given).size < given.length;
}

/** What a laptop may do and a production start may not. */
export function refuseInProduction(settings: Settings, context: z.RefinementCtx): void {
  if (settings.ENVIRONMENT !== 'production') return;
  for (const [name, message] of problemsOf(settings)) context.addIssue({ code: 'custom', path: [name], message });
}
