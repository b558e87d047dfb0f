import { type EnvSource, isLoopback, weaknessOf } from './env-fields';
import { serviceKeyShape } from './service-database';

const guarding = [
  'SUPABASE_JWT_SECRET',
  ...Object.keys(serviceKeyShape),
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

/** What a laptop may do and a production start may not. */
export function* refuseInProduction(given: EnvSource): Generator<[name: string, message: string]> {
  if (given.ENVIRONMENT !== 'production') return;
  if (given.PRACTICE_URL) yield ['PRACTICE_URL', 'practice mode is refused in production'];

  for (const name of addresses) {
    const value = given[name];
    if (!value || !URL.canParse(value)) continue;
    if (value.startsWith('http://')) yield [name, 'must be https in production'];
    else if (isLoopback(value)) yield [name, 'points at this machine, which production cannot serve from'];
  }

  for (const name of guarding) {
    const value = given[name];
    const weakness = value ? weaknessOf(value) : null;
    if (weakness) yield [name, weakness];
  }

  if (sharesASecret(given)) yield ['INTERNAL_API_SECRET', 'must differ from the other secrets'];
  if (given.ALLOWED_ORIGINS?.includes('*')) yield ['ALLOWED_ORIGINS', 'must name origins, not *'];
  if (/^smtp:\/\/(127\.|localhost)/.test(given.SMTP_URL ?? '')) {
    yield ['SMTP_URL', 'is the practice mailbox, which production refuses'];
  }
}

function sharesASecret(given: EnvSource): boolean {
  const secrets = guarding.map((name) => given[name]).filter(Boolean);
  return new Set(secrets).size < secrets.length;
}
