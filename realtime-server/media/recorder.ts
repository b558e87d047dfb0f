import { base64Bytes } from '@/lib/platform/base64';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { bytesPerFrame, framesPerMs, quiet } from '@/lib/recording/wav';
import type { Payload } from '../ports/carrier';
import type { Recorder } from '../ports/recorder';
import { makeAgentPlaces } from './recorder-agent';
import { latestCallerMs, makeCallerPlaces } from './recorder-caller';
import { makeRecordingFile, type OpenFile } from './recorder-file';
import { makeTrack } from './recorder-track';

/** A piece of the file, and what a crash may cost. */
const chunk = 500 * framesPerMs;
/** A consent that could not be written down for so long will not be. */
const patience = 60_000 * framesPerMs;

type Deps = { file: string; clock: Pick<Clock, 'monotonicMs'>; log: Log; openFile?: OpenFile };

/** One call in two channels, streamed to `file`. */
export function makeRecorder({ file: name, clock, log, openFile }: Deps): Recorder {
  const callerTrack = makeTrack(0);
  const agentTrack = makeTrack(1);
  const caller = makeCallerPlaces();
  const agent = makeAgentPlaces(agentTrack, (at, samples) => {
    if (isArmed) agentTrack.place(at, samples);
    else agentTrack.skip(samples);
  });
  let zeroMs = clock.monotonicMs();
  let isArmed = false;
  let taken = 0;
  let file: ReturnType<typeof makeRecordingFile> | null = null;
  let isOver = false;
  let discarding: Promise<void> | null = null;

  /** In whole samples: fractions would cost memory of their own with every frame. */
  const now = () => Math.round((clock.monotonicMs() - zeroMs) * framesPerMs);

  function flush(present: number): void {
    const settled = present - latestCallerMs * framesPerMs;
    if (settled - taken < chunk) return;
    agent.placeOverdue(present);
    const until = Math.min(agent.settledUntil(present), settled);
    if (until - taken < chunk) return;
    if (file) file.append(take(until));
    else if (present > patience) isOver = true;
  }

  /** Both sides up to this moment, frame by frame as the file has them; where nobody was heard there is silence. */
  function take(until: number): Buffer {
    const out = Buffer.allocUnsafeSlow(Math.max(0, until - taken) * bytesPerFrame).fill(quiet);
    callerTrack.take(taken, until, out);
    agentTrack.take(taken, until, out);
    taken = Math.max(taken, until);
    return out;
  }

  function failed(err: unknown): void {
    isOver = true;
    log.error({ err }, 'A recording failed; the call goes on without it');
  }

  function guarded(run: () => void): void {
    if (isOver) return;
    try {
      run();
    } catch (err) {
      failed(err);
    }
  }

  function hear(payload: Payload, sentAtMs: number | undefined): void {
    const present = now();
    const samples = base64Bytes(payload);
    if (!isArmed) {
      caller.passed(present, samples, sentAtMs);
      return;
    }
    const at = caller.place(present, samples, sentAtMs);
    if (at !== null) callerTrack.place(at, callerTrack.push(payload));
    flush(present);
  }

  return {
    arm() {
      guarded(() => {
        // Places are told in samples from the beginning of the file: all that is known so far moves with it.
        const before = now();
        caller.shift(before);
        agent.shift(before);
        zeroMs += before / framesPerMs;
        isArmed = true;
      });
    },

    begin(onTrouble) {
      guarded(() => {
        const stop = (why: Parameters<typeof onTrouble>[0]) => {
          isOver = true;
          onTrouble(why);
        };
        file ??= makeRecordingFile(name, stop, openFile);
      });
    },

    callerSent(payload, sentAtMs) {
      if (isOver) return;
      try {
        hear(payload, sentAtMs);
      } catch (err) {
        failed(err);
      }
    },

    agentSent(payload) {
      if (isOver) return;
      try {
        agent.sent(now(), payload);
      } catch (err) {
        failed(err);
      }
    },

    markSent: (mark) => guarded(() => agent.markSent(mark)),
    markReturned: (mark) => guarded(() => agent.markReturned(now(), mark)),
    cleared: () => guarded(() => agent.cleared(now())),

    discard() {
      isOver = true;
      discarding ??= file ? file.discard().catch((err) => log.error({ err }, 'A recording was not deleted')) : null;
    },

    async finish() {
      guarded(() => {
        agent.cleared(now());
        if (isArmed) file?.append(take(now()));
      });
      isOver = true;
      await discarding;
      if (!discarding) await file?.finish();
    },
  };
}
