import { createHash } from 'node:crypto';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { type AudioFormat, asPayload, type Payload } from '../ports/carrier';
import { makeClipFolder } from './clip-folder';
import { type ClipMaker, sameWords } from './clip-maker';

/** Whom the words of a clip name, as whoever asked knew them. */
export type ClipOwner = { callerId: string } | { callId: string };
export type ClipRequest = {
  text: string;
  voice: string;
  model: string;
  speed: number;
  format: AudioFormat;
  /** Given where the words name a caller; it is no part of what the clip is. */
  of?: ClipOwner;
  /** Told of every try that costs something. Asked for by many at once, a clip is paid for by the first. */
  paid?(paid: PaidFor): void;
};

/** Base64 in the line's format, ready to be sent. */
export type GreetingClip = { payload: Payload };

/** `failed`: the voice says something else each time; `said` is the last. `away`: there was no voice to be had. */
export type ClipOutcome = { name: string } & (
  | { state: 'ready' }
  | { state: 'failed'; said: string }
  | { state: 'away' }
);

export type GreetingClips = {
  /** At once, from memory or disk. Null: it was never made. */
  find(wanted: ClipRequest): GreetingClip | null;
  /** Made in the background, once, for the next call. Asking again while it is being made does nothing. */
  prepare(wanted: ClipRequest): void;
  /** The same, for somebody who waits for how it comes out. Never rejects. */
  make(wanted: ClipRequest): Promise<ClipOutcome>;
  /** Callers who were erased are named no more. */
  forget(owners: ClipOwner[]): Promise<void>;
  /** Gives up the disk of what nobody uses any more. */
  prune(): Promise<void>;
};

type ClipDeps = { folder: string; make: ClipMaker; clock: Clock; log: Log };
type Making = { wanted: ClipRequest; outcome: Promise<ClipOutcome>; settle(outcome: ClipOutcome): void };

const tries = 3;
const restAfterFailureMs = 10 * 60_000;
const maxInMemory = 300;
const maxWaiting = 50;
const maxText = 900;

export function clipName({ text, voice, model, speed, format }: ClipRequest): string {
  const key = JSON.stringify([text, voice, model, speed, format]);
  return `${createHash('sha256').update(key).digest('hex')}.${format}`;
}

function ownerLine(owner: ClipOwner): string {
  return 'callerId' in owner ? `caller ${owner.callerId}` : `call ${owner.callId}`;
}

/** Spoken once by the tenant's own voice, kept for every call after it. */
export function makeGreetingClips({ folder, make, clock, log }: ClipDeps): GreetingClips {
  const disk = makeClipFolder(folder);
  const memory = new Map<string, GreetingClip>();
  const waiting = new Map<string, Making>();
  const restUntilMs = new Map<string, number>();
  let isMaking = false;

  function remember(name: string, clip: GreetingClip): GreetingClip {
    memory.delete(name);
    memory.set(name, clip);
    for (const oldest of memory.keys()) {
      if (memory.size <= maxInMemory) break;
      memory.delete(oldest);
    }
    return clip;
  }

  function find(wanted: ClipRequest): GreetingClip | null {
    const name = clipName(wanted);
    const known = memory.get(name);
    if (known) return remember(name, known);
    const bytes = disk.read(name);
    return bytes ? remember(name, { payload: asPayload(bytes) }) : null;
  }

  async function makeOne(name: string, wanted: ClipRequest): Promise<ClipOutcome> {
    if (find(wanted)) {
      if (wanted.of) await disk.own(name, ownerLine(wanted.of));
      return { name, state: 'ready' };
    }
    let said: string | null = null;
    for (let attempt = 1; attempt <= tries; attempt++) {
      const spoken = await make(wanted);
      if (!spoken || spoken.bytes.length === 0) continue;
      if (sameWords(spoken.words, wanted.text)) {
        remember(name, { payload: asPayload(spoken.bytes) });
        await disk.write(name, spoken.bytes);
        if (wanted.of) await disk.own(name, ownerLine(wanted.of));
        return { name, state: 'ready' };
      }
      said = spoken.words;
    }
    restUntilMs.set(name, clock.monotonicMs() + restAfterFailureMs);
    log.warn({ clip: name }, 'A greeting could not be spoken word for word; the live voice will say it.');
    return said === null ? { name, state: 'away' } : { name, state: 'failed', said };
  }

  async function work(): Promise<void> {
    isMaking = true;
    for (const [name, { wanted, settle }] of waiting) {
      const outcome = await makeOne(name, wanted).catch((error): ClipOutcome => {
        log.error({ err: error, clip: name }, 'A greeting could not be kept.');
        return { name, state: memory.has(name) ? 'ready' : 'away' };
      });
      waiting.delete(name);
      settle(outcome);
    }
    isMaking = false;
  }

  function enqueue(name: string, wanted: ClipRequest): Promise<ClipOutcome> {
    const known = waiting.get(name);
    if (known) return known.outcome;
    const { promise, resolve } = Promise.withResolvers<ClipOutcome>();
    waiting.set(name, { wanted, outcome: promise, settle: resolve });
    if (!isMaking) void work();
    return promise;
  }

  return {
    find,

    prepare(wanted) {
      const name = clipName(wanted);
      const isResting = (restUntilMs.get(name) ?? 0) > clock.monotonicMs();
      if (isResting || waiting.size >= maxWaiting || wanted.text.length > maxText) return;
      void enqueue(name, wanted);
    },

    make: (wanted) => enqueue(clipName(wanted), wanted),

    async forget(owners) {
      const names = await disk.removeOf(new Set(owners.map(ownerLine)));
      for (const name of names) memory.delete(name);
      if (names.length > 0) log.info({ removed: names.length }, 'Greetings of callers who were erased were removed.');
    },

    async prune() {
      const removed = await disk.prune(clock.now());
      if (removed > 0) log.info({ removed }, 'Greetings that nobody heard for long were removed.');
    },
  };
}
