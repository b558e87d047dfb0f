import { describe, expect, it } from 'vitest';
import type { RecordingState } from '@/lib/contracts/recording';
import { AppError } from '@/lib/platform/errors';
import { type SoundFolder, type SoundStore, startRecordingUploads } from '@/realtime-server/jobs/recordings';
import { startRecordingRetention } from '@/realtime-server/jobs/recordings-retention';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog } from '../../support/make-call';

const tenantId = '00000000-0000-4000-8000-000000000001';
const callId = '00000000-0000-4000-8000-00000000ca11';
const path = `${tenantId}/${callId}.wav`;

function setUp(state: RecordingState | null) {
  const clock = makeFakeClock();
  const did: string[] = [];
  const files = new Set([path]);
  const now = { state, uploadFails: null as Error | null };
  const folder: SoundFolder = {
    waiting: async () => [...files].map((file) => ({ tenantId, callId, file })),
    measure: async () => ({ bytes: 58, durationMs: 0, peaks: { caller: [], agent: [] }, blob: new Blob() }),
    remove: async ({ file }) => void (files.delete(file) && did.push('removed here')),
  };
  const store: SoundStore = {
    stateOf: async () => now.state,
    async upload(_, to) {
      did.push(`upload ${to}`);
      if (now.uploadFails) throw now.uploadFails;
    },
    markStored: async () => {
      did.push('marked');
      return now.state === 'pending' || now.state === 'stored';
    },
    removeUpload: async () => void did.push('removed there'),
  };
  const job = startRecordingUploads({ folder, store, clock, log: silentLog });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, did, files, now, job, pass };
}

describe('a finished recording', () => {
  it('is brought to storage, and only then let go of here', async () => {
    const { did, pass } = setUp('pending');

    await pass(6000);

    expect(did).toEqual([`upload ${path}`, 'marked', 'removed here']);
  });

  it('is tried again, later and later, while storage is away', async () => {
    const { did, now, files, pass } = setUp('pending');
    now.uploadFails = new AppError('unavailable', 'away');

    await pass(20_000);
    const tries = did.length;
    now.uploadFails = null;
    await pass(30_000);

    expect(tries).toBe(3);
    expect(files.size).toBe(0);
    expect(did.slice(-2)).toEqual(['marked', 'removed here']);
  });

  it('waits for its consent to reach the database', async () => {
    const { did, now, pass } = setUp(null);
    await pass(6000);
    expect(did).toEqual([]);

    now.state = 'pending';
    await pass(10_000);

    expect(did).toEqual([`upload ${path}`, 'marked', 'removed here']);
  });

  it.each(['discarded', 'expired', 'lost'] as const)('is deleted and not brought when it is %s', async (state) => {
    const { did, pass } = setUp(state);

    await pass(6000);

    expect(did).toEqual(['removed here']);
  });
});

describe('a recording whose days are over', () => {
  it('is deleted before it is said to be gone, and one that fails does not hold up the others', async () => {
    const clock = makeFakeClock();
    const did: string[] = [];
    const other = callId.replace('ca11', 'ca12');
    startRecordingRetention({
      keeper: {
        expired: async () => [callId, other].map((id) => ({ callId: id, tenantId })),
        lost: async () => [],
        async removeUpload(id) {
          did.push(`remove ${id.slice(-4)}`);
          if (id === callId) throw new Error('away');
        },
        close: async (id, state) => void did.push(`${state} ${id.slice(-4)}`),
      },
      clock,
      log: silentLog,
    });

    clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));

    expect(did).toEqual(['remove ca11', 'remove ca12', 'expired ca12']);
  });
});
