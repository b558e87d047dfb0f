import { randomUUID } from 'node:crypto';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { LateFacts } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import type { CallStore } from '../ports/call-store';
import { type Entry, storableRecord, storableText, storableTurn, wholeMs } from './entry';
import type { Flusher } from './flusher';
import type { PassingTurns } from './passing-turns';
import type { Spool } from './spool';

/** Kept for the pages of one call; what a kind may be called is the table's rule. */
const maxKindLength = 60;
/** Whoever takes the call over asks the database in a moment; what is late is on the disk. */
const leaveWithinMs = 2_000;
const maxIdLength = 200;

type Deps = {
  setup: Pick<CallSetup, 'callId' | 'tenantId'>;
  late: LateFacts | undefined;
  spool: Spool;
  flusher: Flusher;
  passing: PassingTurns;
  clock: Clock;
  log: Log;
};

/**
 * Each entry goes to the disk and to the database at once; it is safe when the first of them has it. What is still being
 * said is no entry yet: its words go to the database alone, with those of all other calls.
 */
export function openCallStore({ setup, late, spool, flusher, passing, clock, log }: Deps): CallStore {
  let finishing: Promise<void> | null = null;

  function write(entry: Entry): Promise<void> {
    if (entry.is === 'turn') passing.isOver(entry.turn);
    if (entry.is === 'finished') passing.stop();
    const onDisk = spool.append(entry).catch((err) => {
      log.error({ err }, 'The spool could not be written; the record of a call is in memory alone');
      throw err;
    });
    flusher.push(entry);
    return Promise.any([onDisk, flusher.flushed()]);
  }

  function writeLater(entry: Entry): void {
    write(entry).catch(() => undefined);
  }

  async function finish(entry: Entry & { is: 'finished' }): Promise<void> {
    await write(entry);
    void flusher
      .flushed()
      .then(() => spool.remove())
      .catch((err) => log.warn({ err }, 'A spool file was not removed'));
  }

  writeLater({
    is: 'opened',
    callId: setup.callId,
    tenantId: setup.tenantId,
    late: late ? { ...late, startedAt: late.startedAt.toISOString() } : null,
  });

  return {
    answered: (at) => writeLater({ is: 'answered', at: at.toISOString() }),
    firstAudio: (sinceStartMs) => writeLater({ is: 'first_audio', sinceStartMs: wholeMs(sinceStartMs) }),
    saveTurn(said) {
      const turn = storableTurn(said);
      if (turn.final || turn.speaker === 'tool') writeLater({ is: 'turn', turn });
      else passing.offer(turn);
    },
    noteEvent: (kind, detail) =>
      writeLater({
        is: 'event',
        id: randomUUID(),
        kind: kind.slice(0, maxKindLength),
        at: clock.now().toISOString(),
        detail: storableRecord(detail),
      }),
    noteUsage: ({ kind, providerId, model, raw }) =>
      writeLater({
        is: 'usage',
        used: {
          kind,
          providerId: storableText(providerId).slice(0, maxIdLength),
          model,
          raw: storableRecord(raw),
          at: clock.now().toISOString(),
        },
      }),
    takeMessage: (toolCallId, message) =>
      write({
        is: 'message',
        toolCallId,
        message: {
          ...message,
          caller_name: storableText(message.caller_name),
          message: storableText(message.message),
        },
      }),
    openRecording: (opened) =>
      write({ is: 'recording_opened', opened: { ...opened, notice: storableText(opened.notice).slice(0, 400) } }),
    declineRecording: (declined) => write({ is: 'recording_declined', declined }),
    async leave() {
      passing.stop();
      const written = flusher.flushed().then(() => spool.remove());
      await Promise.race([written, new Promise<void>((resolve) => clock.setTimeout(resolve, leaveWithinMs))]);
    },
    finish(reason, outcome, at) {
      finishing ??= finish({ is: 'finished', reason, outcome, at: at.toISOString() });
      return finishing;
    },
  };
}
