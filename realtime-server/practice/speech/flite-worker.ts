// Runs alone in its thread, on Node's own type stripping: it may import nothing but node: modules.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';

type Request = { id: number; text: string; voice: string; stretch: number };

const folder = mkdtempSync(join(tmpdir(), 'foyer-speech-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const flite = WebAssembly.compile(readFileSync(workerData.wasmPath));

async function speak({ text, voice, stretch }: Request): Promise<Uint8Array> {
  const wasi = new WASI({
    version: 'preview1',
    args: ['flite', '-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', text, '-o', '/out/speech.wav'],
    preopens: { '/out': folder },
    returnOnExit: true,
  });
  const instance = await WebAssembly.instantiate(await flite, wasi.getImportObject() as WebAssembly.Imports);
  const code = wasi.start(instance);
  if (code !== 0) throw new Error(`Flite ended with code ${code}.`);
  return new Uint8Array(readFileSync(join(folder, 'speech.wav')));
}

// One sentence at a time: they share one output file.
let queue: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: Request) => {
  queue = queue.then(async () => {
    try {
      const wav = await speak(request);
      parentPort?.postMessage({ id: request.id, wav }, [wav.buffer as ArrayBuffer]);
    } catch (error) {
      parentPort?.postMessage({ id: request.id, error: String(error) });
    }
  });
});
