import { describe, expect, it } from 'vitest';
import type { DbAndStorage } from '@/lib/platform/database';
import { mintTenantId } from '@/lib/platform/ids';
import type { TextToSend } from '@/lib/text/write';
import { makeSendText } from '@/realtime-server/jobs/send-text';
import { type SentText, TextRefused } from '@/realtime-server/ports/text-carrier';

const text: TextToSend = {
  id: '00000000-0000-4000-8000-000000000001',
  ...{ from: '+12025550101', to: '+12025550177', body: 'Hello', triedAt: null, knownSids: ['SMold'] },
};
const sent = { sid: 'SMnew', segments: 1 };

function run({
  begun,
  found = null,
  send = async () => sent,
}: {
  begun: TextToSend | null;
  found?: SentText | null;
  send?: () => Promise<SentText>;
}) {
  const did: unknown[] = [];
  const handler = makeSendText({
    carrier: {
      send(one) {
        did.push(['send', one.id]);
        return send();
      },
      async findSent(_, since, known) {
        did.push(['look', since.toISOString(), known]);
        return found;
      },
      findPrice: async () => null,
    },
    begin: async () => begun,
    finish: async (_, result) => Boolean(did.push(['finish', result.sid])),
    fail: async (_, { problem, isOptOut }) => Boolean(did.push(['fail', problem, isOptOut])),
  });
  const job = {
    id: 'job',
    ...{ tenantId: mintTenantId('00000000-0000-4000-8000-000000000002'), payload: {}, db: {} as DbAndStorage },
    ...{ isLastAttempt: false, signal: new AbortController().signal },
  };
  return { did, result: handler(job) };
}

describe('sending a text', () => {
  it('asks the carrier once, and looks nowhere on the first try', async () => {
    const { did, result } = run({ begun: text });
    expect(await result).toBe('ended');
    expect(did).toEqual([
      ['send', text.id],
      ['finish', 'SMnew'],
    ]);
  });

  it('that may have been taken before is looked for, and not sent again when it is there', async () => {
    const again = { ...text, triedAt: '2026-11-21T04:00:00.000Z' };
    const there = run({ begun: again, found: { sid: 'SMfirst', segments: 1 } });
    const missing = run({ begun: again });
    await Promise.all([there.result, missing.result]);

    expect(there.did).toEqual([
      ['look', '2026-11-21T04:00:00.000Z', ['SMold']],
      ['finish', 'SMfirst'],
    ]);
    expect(missing.did.map((one) => (one as string[])[0])).toEqual(['look', 'send', 'finish']);
  });

  it('that there is no reason for any more does nothing', async () => {
    const { did, result } = run({ begun: null });
    expect([await result, did]).toEqual(['done', []]);
  });

  it('that is refused for good ends; any other failure is left for the next try', async () => {
    const refused = run({ begun: text, send: async () => Promise.reject(new TextRefused('It gets no texts.', true)) });
    const failing = run({ begun: text, send: async () => Promise.reject(new Error('503')) });

    expect(await refused.result).toBe('ended');
    expect(refused.did.at(-1)).toEqual(['fail', 'It gets no texts.', true]);
    await expect(failing.result).rejects.toThrow('503');
  });
});
