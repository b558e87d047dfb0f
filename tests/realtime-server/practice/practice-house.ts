import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeLog } from '@/lib/platform/log';
import { makeClock } from '@/realtime-server/practice/clock';
import type { ScriptInput } from '@/realtime-server/practice/model/script';
import { buildPractice } from '@/realtime-server/practice/server';

export const apiKey = 'practice-key-for-tests';
export const account = { sid: `AC${'ab'.repeat(16)}`, authToken: 'a-token-for-tests' };

export type PracticeHouse = {
  url: string;
  smtpPort: number;
  dataDir: string;
  script(next: ScriptInput): Promise<void>;
  close(): Promise<void>;
};

/** The whole practice process in this one, on ports of its own. */
export async function openPracticeHouse({ realtimeUrl = 'http://127.0.0.1:9', rate = 1 } = {}): Promise<PracticeHouse> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-practice-'));
  const practice = buildPractice({
    log: makeLog('practice-test'),
    dataDir,
    apiKey,
    twilio: { accountSid: account.sid, authToken: account.authToken },
    realtimeUrl,
    clock: makeClock(rate),
    script: {},
  });
  const ports = await practice.listen({ http: 0, smtp: 0 });
  const url = `http://127.0.0.1:${ports.http}`;

  return {
    url,
    smtpPort: ports.smtp,
    dataDir,
    async script(next) {
      await fetch(`${url}/practice/script`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(next),
      });
    },
    async close() {
      await practice.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
