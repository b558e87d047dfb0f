import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Chunk } from '@/lib/knowledge/chunk';
import type { ReadPage } from '@/lib/knowledge/read-file';
import { ReadingError } from '@/lib/knowledge/reading-error';
import type { Clock } from '@/lib/platform/clock';

export type ThreadQuestion =
  | { ask: 'web page'; html: string }
  | { ask: 'text'; title: string; text: string }
  | { ask: 'file'; name: string; bytes: Uint8Array; first: number }
  | { ask: 'next page' };
export type ReadWebPage = { title: string; chunks: Chunk[]; links: string[]; mayKeep: boolean };
export type ThreadAnswer = { page?: ReadPage; web?: ReadWebPage; problem?: string };

/** Reads what others wrote, in a thread of its own: what is made to hang or to swell ends that thread and nothing else. */
export type Reader = {
  readWebPage(html: string): Promise<ReadWebPage>;
  readText(title: string, text: string): Promise<ReadPage>;
  /** Page by page, each when it is asked for. */
  readFile(name: string, bytes: Uint8Array, first: number): AsyncGenerator<ReadPage>;
  close(): Promise<void>;
};

export type ReaderLimits = { stepMs: number; heapMb: number; growthMb: number };
export const readerLimits: ReaderLimits = { stepMs: 20_000, heapMb: 192, growthMb: 512 };
const watchEveryMs = 100;
const tooLong = 'Reading it takes too long.';
const tooMuch = 'Reading it takes too much memory.';

export function openReader(clock: Clock, limits: ReaderLimits = readerLimits): Reader {
  let worker: Worker | null = null;
  let rssBefore = 0;

  function start(): Worker {
    rssBefore = process.memoryUsage.rss();
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const started = new Worker(new URL('./knowledge-thread.ts', import.meta.url), {
      execArgv: ['--import', loader],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    });
    started.unref();
    return started;
  }

  /** One question at a time; a thread that did not answer is not asked again. */
  function ask(question: ThreadQuestion): Promise<ThreadAnswer> {
    worker ??= start();
    const asked = worker;
    return new Promise<ThreadAnswer>((resolve, reject) => {
      const giveUp = (sentence: string) => {
        worker = null;
        settle();
        void asked.terminate();
        reject(new ReadingError(sentence));
      };
      const late = clock.setTimeout(() => giveUp(tooLong), limits.stepMs);
      // Buffers are not part of a thread's heap: they are seen in the size of the process alone.
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - rssBefore > limits.growthMb * 1024 * 1024) giveUp(tooMuch);
      }, watchEveryMs);
      const onMessage = (answer: ThreadAnswer) => {
        settle();
        if (answer.problem) reject(new ReadingError(answer.problem));
        else resolve(answer);
      };
      const onError = (error: Error) => {
        const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        giveUp(isFull ? tooMuch : 'This could not be read.');
      };
      const settle = () => {
        late();
        clearInterval(watch);
        asked.off('message', onMessage);
        asked.off('error', onError);
      };
      asked.on('message', onMessage);
      asked.on('error', onError);
      asked.postMessage(question);
    });
  }

  async function pageOf(question: ThreadQuestion): Promise<ReadPage | null> {
    return (await ask(question)).page ?? null;
  }

  return {
    async readWebPage(html) {
      const { web } = await ask({ ask: 'web page', html });
      return web ?? { title: '', chunks: [], links: [], mayKeep: false };
    },
    async readText(title, text) {
      return (await pageOf({ ask: 'text', title, text })) ?? { number: 1, total: 1, title, chunks: [] };
    },
    async *readFile(name, bytes, first) {
      await ask({ ask: 'file', name, bytes, first });
      for (;;) {
        const page = await pageOf({ ask: 'next page' });
        if (!page) return;
        yield page;
      }
    },
    async close() {
      await worker?.terminate();
      worker = null;
    },
  };
}
