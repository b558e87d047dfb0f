import path from 'node:path';
import type { Clock } from '@/lib/platform/clock';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { LateFacts } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import type { CallStore } from '../ports/call-store';
import { openCallStore } from './call-store';
import { makeDiskRounds } from './disk-rounds';
import { type Flusher, makeFlusher } from './flusher';
import { makeJointRecords } from './joint-records';
import { makePassingTurns } from './passing-turns';
import { type Databases, makeRecordWriter, saveJointly, tellPassing } from './record-writer';
import { discardLeftOver, type LeftOver, openSpool, readLeftOvers, setAside } from './spool';

/** Owns the record of every call of this process, and of those that a process before it left behind. */
export type RecordKeeper = {
  open(setup: Pick<CallSetup, 'callId' | 'tenantId'>, late?: LateFacts): CallStore;
  /** Takes up what was left on disk. Resolves when all of it is in the database. */
  recover(): Promise<void>;
  /** Resolves when everything is in the database. */
  flushed(): Promise<void>;
  /** Entries that are not in the database yet. */
  waiting(): number;
};

type Deps = { dataDir: string; databases: Databases; clock: Clock; log: Log };

export function makeRecordKeeper({ dataDir, databases, clock, log }: Deps): RecordKeeper {
  const folder = path.join(dataDir, 'spool');
  const flushers = new Set<Flusher>();
  const passingOf = makePassingTurns({ tell: (turns) => tellPassing(databases, turns), clock, log });
  const joint = makeJointRecords({ save: (records) => saveJointly(databases, records), clock });
  const rounds = makeDiskRounds();

  function flusherFor(own: Pick<CallSetup, 'callId' | 'tenantId'>) {
    const { write, hurry } = makeRecordWriter(own, databases, joint);
    const flusher = makeFlusher({ write, clock, log });
    flushers.add(flusher);
    return { flusher, hurry };
  }

  async function replay(leftOver: LeftOver): Promise<void> {
    const [opened, ...rest] = leftOver.entries;
    if (opened?.is !== 'opened') {
      log.error({ file: path.basename(leftOver.file) }, 'A spool file could not be read and was set aside');
      return setAside(leftOver);
    }
    const { flusher } = flusherFor({ callId: mintCallId(opened.callId), tenantId: mintTenantId(opened.tenantId) });
    for (const entry of [opened, ...rest]) flusher.push(entry);
    await flusher.flushed();
    flushers.delete(flusher);
    await discardLeftOver(leftOver);
    log.info({ callId: opened.callId, entries: leftOver.entries.length }, 'The record of a broken call was recovered');
  }

  return {
    open(setup, late) {
      const { flusher, hurry } = flusherFor(setup);
      const spool = openSpool(folder, setup.callId, rounds);
      const store = openCallStore({ setup, late, spool, flusher, passing: passingOf(setup.callId), clock, log });
      return {
        ...store,
        async leave() {
          hurry();
          await store.leave();
          void flusher.flushed().then(() => flushers.delete(flusher));
        },
        async finish(reason, outcome, at) {
          hurry();
          await store.finish(reason, outcome, at);
          void flusher.flushed().then(() => flushers.delete(flusher));
        },
      };
    },
    async recover() {
      await Promise.all((await readLeftOvers(folder)).map(replay));
    },
    async flushed() {
      await Promise.all([...flushers].map((flusher) => flusher.flushed()));
    },
    waiting: () => [...flushers].reduce((sum, flusher) => sum + flusher.waiting(), 0),
  };
}
