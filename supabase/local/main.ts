import path from 'node:path';
import { z } from 'zod';
import { port, readEnv, secret, text } from '@/lib/platform/env-fields';
import { startApi } from './api';

const schema = z.object({
  SUPABASE_DB_URL: text('the Postgres to serve'),
  SUPABASE_PORT: port(54_321),
  SUPABASE_PUBLISHABLE_KEY: text('what browsers and servers show'),
  SUPABASE_SECRET_KEY: secret('opens every table'),
  SUPABASE_JWT_SECRET: secret('signs the tokens of members and calls'),
  DATA_DIR: z.string().min(1).default('.data'),
  DEMO_DATA: z.enum(['yes', 'no']).default('yes'),
});

const env = readEnv('local Supabase API', schema, process.env);

const api = await startApi({
  databaseUrl: env.SUPABASE_DB_URL,
  port: env.SUPABASE_PORT,
  publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
  secretKey: env.SUPABASE_SECRET_KEY,
  jwtSecret: env.SUPABASE_JWT_SECRET,
  storageDir: path.resolve(env.DATA_DIR, 'storage'),
  withDemo: env.DEMO_DATA === 'yes',
});

if (api.applied.length > 0) console.log(`Applied ${api.applied.length} migrations.`);
console.log(`Listening on ${api.url}.`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    const tooLong = setTimeout(() => process.exit(1), 5_000);
    api.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
    tooLong.unref();
  });
}
