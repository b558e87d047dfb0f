import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const random = (bytes: number) => randomBytes(bytes).toString('base64url');
const hex = (bytes: number) => randomBytes(bytes).toString('hex');

const makers = {
  POSTGRES_PASSWORD: () => random(24),
  SUPABASE_PUBLISHABLE_KEY: () => `sb_publishable_${random(24)}`,
  SUPABASE_SECRET_KEY: () => `sb_secret_${random(32)}`,
  SUPABASE_JWT_SECRET: () => random(48),
  NEXTAUTH_SECRET: () => random(48),
  INTERNAL_API_SECRET: () => hex(32),
  ENCRYPTION_KEY: () => random(32),
  OPENAI_API_KEY: () => `sk-practice-${random(24)}`,
  TWILIO_ACCOUNT_SID: () => `AC${hex(16)}`,
  TWILIO_AUTH_TOKEN: () => hex(16),
} as const;

export type SecretName = keyof typeof makers;
export type Secrets = Record<SecretName, string>;

const stored = z.partialRecord(z.string(), z.string().min(1));

function readStored(file: string): Partial<Record<string, string>> {
  if (!existsSync(file)) return {};
  chmodSync(file, 0o600);
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    // Making new ones here would lock everybody out of what the old ones encrypted.
    throw new Error(`${file} cannot be read as secrets. Put back a copy of it, or move the data folder away.`, {
      cause: error,
    });
  }
}

function write(file: string, secrets: Secrets): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/** Strong secrets, made once for a data folder. Take its lock first. */
export function keepSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  if (!existsSync(file) && existsSync(path.join(dataDir, 'postgres'))) {
    throw new Error(
      `${dataDir} holds a database but not its secrets.json. Put back a copy of it, or move the folder away.`,
    );
  }
  const before = readStored(file);
  const secrets = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, before[name] ?? make()]),
  ) as Secrets;
  if (Object.keys(makers).some((name) => !before[name])) write(file, secrets);
  return secrets;
}
