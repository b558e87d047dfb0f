import path from 'node:path';
import { practiceEnv } from '@/lib/platform/env';
import { makeLog } from '@/lib/platform/log';
import { buildPractice } from './server';

const env = practiceEnv();
const log = makeLog('practice');

const practice = buildPractice({
  log,
  dataDir: path.resolve(env.dataDir),
  apiKey: env.openaiApiKey,
  twilio: env.twilio,
  realtimeUrl: env.realtimePublicUrl,
  ...(process.env.PRACTICE_SCRIPTING === '1' && { script: {} }),
});

let leaving = false;

async function leave(): Promise<void> {
  if (leaving) process.exit(1);
  leaving = true;
  await practice.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave());

try {
  const ports = await practice.listen({ http: env.port, smtp: env.smtpPort });
  log.info(ports, 'Practice is listening');
} catch (error) {
  log.fatal({ err: error }, 'Practice could not start');
  process.exit(1);
}
