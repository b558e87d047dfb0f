import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { wavHeader, wavHeaderBytes } from '@/lib/recording/wav';
import { makeRecorder } from '@/realtime-server/media/recorder';
import type { OpenFile } from '@/realtime-server/media/recorder-file';
import { makeRecordingFolder } from '@/realtime-server/media/recorder-folder';
import { asPayload } from '@/realtime-server/ports/carrier';
import { makeFakeClock } from '../../support/fake-clock';
import { makeSetup, silentLog } from '../../support/make-call';

const dir = mkdtempSync(path.join(tmpdir(), 'foyer-recorder-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;
const frame = (byte: number, ms = 20) => asPayload(Buffer.alloc(ms * 8, byte));

function setUp(openFile?: OpenFile) {
  count += 1;
  const file = path.join(dir, `call-${count}.wav`);
  const clock = makeFakeClock();
  const recorder = makeRecorder({ file, clock, log: silentLog, openFile });
  const troubles: string[] = [];
  const start = () => {
    recorder.arm();
    recorder.begin((why) => troubles.push(why));
  };
  return { file, clock, recorder, troubles, start };
}

/** Milliseconds of each side, as the byte that fills most of each. */
function tracksOf(file: string): { caller: number[]; agent: number[]; ms: number } {
  const sound = readFileSync(file).subarray(wavHeaderBytes);
  const side = (from: number) =>
    Array.from({ length: Math.floor(sound.length / 16) }, (_, ms) => sound[ms * 16 + 8 + from] ?? 0);
  return { caller: side(0), agent: side(1), ms: Math.floor(sound.length / 16) };
}

describe('a recording', () => {
  it('keeps nothing from before the notice was heard, and nothing before it was written down', async () => {
    const { file, clock, recorder } = setUp();

    recorder.callerSent(frame(0x11), 0);
    clock.advance(20);
    recorder.arm();
    for (let ms = 20; ms < 5000; ms += 20) {
      clock.advance(20);
      recorder.callerSent(frame(0x22), ms);
    }
    expect(readdirSync(dir).some((name) => name.startsWith(path.basename(file)))).toBe(false);

    recorder.begin(() => {});
    clock.advance(20);
    recorder.callerSent(frame(0x22), 5000);
    await recorder.finish();

    const { caller, ms } = tracksOf(file);
    expect(caller).not.toContain(0x11);
    expect(ms).toBe(5000);
    expect(caller.filter((byte) => byte === 0x22).length).toBeGreaterThan(4970);
  });

  it('places the agent where it was played, and leaves out what was cleared', async () => {
    const { file, clock, recorder, start } = setUp();
    start();
    clock.advance(1000);
    recorder.agentSent(frame(0x33, 100));
    recorder.markSent('a');
    recorder.agentSent(frame(0x33, 100));
    recorder.markSent('b');
    recorder.agentSent(frame(0x44, 2000));
    recorder.markSent('c');
    clock.advance(150);
    recorder.markReturned('a');
    clock.advance(100);
    recorder.markReturned('b');
    clock.advance(300);
    recorder.cleared();
    recorder.markReturned('c');
    clock.advance(1000);
    await recorder.finish();

    const { agent } = tracksOf(file);
    expect(agent.indexOf(0x33)).toBe(1050);
    expect(agent.filter((byte) => byte === 0x33)).toHaveLength(200);
    expect(agent.filter((byte) => byte === 0x44)).toHaveLength(300);
    expect(agent.indexOf(0x44)).toBe(1250);
    expect(agent.slice(1551).every((byte) => byte === 0xff)).toBe(true);
  });

  it('puts frames that a stalled network brought late where they were spoken', async () => {
    const { file, clock, recorder, start } = setUp();
    start();
    const speak = (ms: number) => recorder.callerSent(frame(ms % 250), ms);
    for (let ms = 0; ms < 500; ms += 20) {
      clock.advance(20);
      speak(ms);
    }
    clock.advance(1500);
    for (let ms = 500; ms < 2000; ms += 20) speak(ms);
    await recorder.finish();

    const { caller } = tracksOf(file);
    expect(caller.slice(0, 2000)).toEqual(Array.from({ length: 2000 }, (_, ms) => (ms - (ms % 20)) % 250));
  });

  it('is silent where the carrier left frames out, and keeps a frame once', async () => {
    const { file, clock, recorder, start } = setUp();
    start();
    clock.advance(20);
    recorder.callerSent(frame(0x01), 0);
    recorder.callerSent(frame(0x01), 0);
    clock.advance(1000);
    recorder.callerSent(frame(0x02), 1000);
    await recorder.finish();

    const { caller } = tracksOf(file);
    expect([caller[10], caller[30], caller[990], caller[1010]]).toEqual([0x01, 0xff, 0xff, 0x02]);
    expect(caller.filter((byte) => byte === 0x01)).toHaveLength(20);
  });

  it('lasts as long as the call, whatever the line does', async () => {
    const step = fc.oneof(
      fc.record({ is: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ is: fc.constant('caller' as const), ms: fc.constantFrom(20, 40, 100) }),
      fc.record({ is: fc.constant('agent' as const), ms: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ is: fc.constant('return' as const), ms: fc.nat(20) }),
      fc.record({ is: fc.constant('clear' as const), ms: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const { file, clock, recorder, start, troubles } = setUp();
        start();
        let passedMs = 0;
        let sentMs = 0;
        let marks = 0;
        for (const { is, ms } of [...steps, { is: 'pass' as const, ms: 100 }]) {
          if (is === 'pass') {
            clock.advance(ms);
            passedMs += ms;
          }
          if (is === 'caller') recorder.callerSent(frame(0x21, ms), passedMs);
          if (is === 'agent') {
            sentMs += ms;
            recorder.agentSent(frame(0x42, ms));
            recorder.markSent(`m${++marks}`);
          }
          if (is === 'return') recorder.markReturned(`m${ms}`);
          if (is === 'clear') recorder.cleared();
        }
        await recorder.finish();

        const { ms, agent } = tracksOf(file);
        expect(ms).toBe(passedMs);
        expect(agent.filter((byte) => byte === 0x42).length).toBeLessThanOrEqual(sentMs + 1);
        expect(readFileSync(file).subarray(0, wavHeaderBytes)).toEqual(wavHeader(passedMs * 16));
        expect(troubles).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is gone at once when the caller declines', async () => {
    const { file, clock, recorder, start } = setUp();
    start();
    for (let ms = 0; ms < 6000; ms += 20) {
      clock.advance(20);
      recorder.callerSent(frame(0x11), ms);
    }

    recorder.discard();
    recorder.callerSent(frame(0x11), 6000);
    await recorder.finish();

    expect(readdirSync(dir).filter((name) => name.startsWith(path.basename(file)))).toEqual([]);
  });

  it('stops when the disk is full, says so once, and keeps what it had', async () => {
    let room = 40_000;
    const full: OpenFile = async (part) => {
      writeFileSync(part, '');
      const handle = await open(part, 'r+');
      return {
        async write(...args: unknown[]) {
          const [bytes, from, length, at] = args as [Buffer, number, number, number];
          if (at > 0) room -= length;
          if (at > 0 && room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          return handle.write(bytes, from, length, at);
        },
        datasync: () => handle.datasync(),
        close: () => handle.close(),
      } as unknown as Awaited<ReturnType<OpenFile>>;
    };
    const { file, clock, recorder, start, troubles } = setUp(full);
    start();
    for (let ms = 0; ms < 20_000; ms += 20) {
      clock.advance(20);
      recorder.callerSent(frame(0x11), ms);
      if (ms % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await recorder.finish();

    expect(troubles).toEqual(['disk_full']);
    const { ms, caller } = tracksOf(file);
    expect(ms).toBeGreaterThan(500);
    expect(ms).toBeLessThan(3000);
    expect(caller[100]).toBe(0x11);
  });

  it('is made whole by the next process when the one before it died', async () => {
    const folder = makeRecordingFolder({ dataDir: dir, clock: makeFakeClock(), log: silentLog });
    const setup = makeSetup();
    const clock = makeFakeClock();
    const dying = makeRecordingFolder({ dataDir: dir, clock, log: silentLog }).recorderFor(setup);
    dying.arm();
    dying.begin(() => {});
    for (let ms = 0; ms < 8000; ms += 20) {
      clock.advance(20);
      dying.callerSent(frame(0x11), ms);
    }
    const part = path.join(dir, 'recordings', setup.tenantId, `${setup.callId}.wav.part`);
    await expect.poll(() => readFileSync(part).length).toBeGreaterThan(60_000);

    await folder.salvage();

    const [found] = await folder.waiting();
    expect(found).toMatchObject({ tenantId: setup.tenantId, callId: setup.callId });
    const whole = readFileSync(found?.file ?? '');
    expect(whole.subarray(0, wavHeaderBytes)).toEqual(wavHeader(whole.length - wavHeaderBytes));
    if (found) await folder.remove(found);
    expect(await folder.waiting()).toEqual([]);
  });
});
