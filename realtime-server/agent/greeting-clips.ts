import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { AudioFormat } from '../ports/carrier';
import { type ClipMaker, sameWords } from './clip-maker';

export type ClipRequest = { text: string; voice: string; model: string; speed: number; format: AudioFormat };

/** Base64 in the line's format, ready to be sent. */
export type GreetingClip = { payload: string };

export type GreetingClips = {
  /** At once, from memory or disk. Null: it was never made. */
  find(wanted: ClipRequest): GreetingClip | null;
  /** Made in the background, once, for the next call. Asking again while it is being made does nothing. */
  prepare(wanted: ClipRequest): void;
};

type ClipDeps = { folder: string; make: ClipMaker; clock: Clock; log: Log };

const tries = 3;
const restAfterFailureMs = 10 * 60_000;
const maxInMemory = 100;
const maxWaiting = 50;
const maxText = 900;

export function clipName({ text, voice, model, speed, format }: ClipRequest): string {
  const key = JSON.stringify([text, voice, model, speed, format]);
  return `${createHash('sha256').update(key).digest('hex')}.${format}`;
}

/** Spoken once by the tenant's own voice, kept for every call after it. */
export function makeGreetingClips({ folder, make, clock, log }: ClipDeps): GreetingClips {
  const memory = new Map<string, GreetingClip>();
  const waiting = new Map<string, ClipRequest>();
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

  function fromDisk(name: string): GreetingClip | null {
    try {
      const bytes = readFileSync(join(folder, name));
      return bytes.length > 0 ? { payload: bytes.toString('base64') } : null;
    } catch {
      return null;
    }
  }

  async function keep(name: string, bytes: Buffer): Promise<void> {
    remember(name, { payload: bytes.toString('base64') });
    await mkdir(folder, { recursive: true });
    const draft = join(folder, `${name}.${process.pid}.part`);
    await writeFile(draft, bytes);
    await rename(draft, join(folder, name));
  }

  async function makeOne(name: string, wanted: ClipRequest): Promise<void> {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const spoken = await make(wanted);
      if (spoken && spoken.bytes.length > 0 && sameWords(spoken.words, wanted.text)) return keep(name, spoken.bytes);
    }
    restUntilMs.set(name, clock.monotonicMs() + restAfterFailureMs);
    log.warn({ clip: name }, 'A greeting could not be spoken word for word; the live voice will say it.');
  }

  async function work(): Promise<void> {
    isMaking = true;
    for (const [name, wanted] of waiting) {
      try {
        await makeOne(name, wanted);
      } catch (error) {
        log.error({ err: error, clip: name }, 'A greeting could not be kept.');
      }
      waiting.delete(name);
    }
    isMaking = false;
  }

  return {
    find(wanted) {
      const name = clipName(wanted);
      const clip = memory.get(name) ?? fromDisk(name);
      return clip ? remember(name, clip) : null;
    },

    prepare(wanted) {
      const name = clipName(wanted);
      const isResting = (restUntilMs.get(name) ?? 0) > clock.monotonicMs();
      if (waiting.has(name) || isResting || waiting.size >= maxWaiting || wanted.text.length > maxText) return;
      waiting.set(name, wanted);
      if (!isMaking) void work();
    },
  };
}
