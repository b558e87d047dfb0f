import { parseArgs } from 'node:util';
import { z } from 'zod';
import { rotateSecrets } from '@/lib/connection/rotate';
import { makeVault } from '@/lib/platform/crypto';
import { EnvError, type EnvSource, readEnv, secret, secrets } from '@/lib/platform/env-fields';
import { isAppError } from '@/lib/platform/errors';
import { serviceDatabase } from '@/lib/platform/service-database';
import { keepSecrets } from '../house/secrets';
import { childEnvironment, readHouseSettings } from '../house/settings';

const usage = `Seals every stored secret with ENCRYPTION_KEY, so that older keys can go.

  1. Give every process the new key as one more of ENCRYPTION_KEY_PREVIOUS, and restart them.
  2. Make it ENCRYPTION_KEY and the old one ENCRYPTION_KEY_PREVIOUS, and restart them.
  3. npm run keys:rotate, with the same settings. Calls go on; nothing is unreadable meanwhile.
  4. When it says that nothing is left, take the old key away.

  --json   one JSON object`;

const keysShape = z.object({
  ENCRYPTION_KEY: secret('seals stored credentials'),
  ENCRYPTION_KEY_PREVIOUS: secrets('open what older keys sealed').optional(),
});

/** What the running house was started with, where the settings name no database of the user's own. */
function settings(): EnvSource {
  const house = readHouseSettings(process.env);
  if (house.isProduction || process.env.SUPABASE_URL) return process.env;
  return { ...process.env, ...childEnvironment(process.env, house, keepSecrets(house.dataDir)) };
}

async function run(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const source = settings();
  const keys = readEnv('rotation of keys', keysShape, source);
  const vault = makeVault([keys.ENCRYPTION_KEY, ...(keys.ENCRYPTION_KEY_PREVIOUS ?? [])]);
  const { resealed, unopened } = await rotateSecrets(serviceDatabase(source), vault, (done) => {
    if (!values.json && done % 5_000 === 0) console.log(`${done} sealed anew…`);
  });

  if (values.json) console.log(JSON.stringify({ keyId: vault.keyId, resealed, unopened: unopened.length }));
  else console.log(`${resealed} sealed anew with key ${vault.keyId}. ${leftOver(unopened.length)}`);
  return unopened.length === 0 ? 0 : 1;
}

function leftOver(count: number): string {
  if (count === 0) return 'Nothing is left with an older key.';
  return `${count} can be opened by no key given here: add its key to ENCRYPTION_KEY_PREVIOUS, or have them entered again.`;
}

run().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof EnvError || isAppError(error) ? error.message : error);
    process.exit(1);
  },
);
