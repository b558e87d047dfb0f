import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutSound, soundTail } from '@/realtime-server/phone/cut-sound';
import { readStreamFrame } from '@/realtime-server/phone/stream-frames';
import { soundOf } from '@/realtime-server/ports/carrier';
import { announce, runs, seed } from './fuzz-runs';
import { anyFrame } from './mutants';

const streamSid = 'MZ0123456789abcdef0123456789abcdef';
const frames = [
  { event: 'connected', protocol: 'Call', version: '1.0.0' },
  {
    event: 'start',
    sequenceNumber: '1',
    streamSid,
    start: {
      streamSid,
      accountSid: 'AC0123456789abcdef0123456789abcdef',
      callSid: 'CA0123456789abcdef0123456789abcdef',
      tracks: ['inbound'],
      customParameters: { ticket: 'a-ticket' },
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    },
  },
  {
    event: 'media',
    sequenceNumber: '4',
    streamSid,
    media: { track: 'inbound', chunk: '2', timestamp: '5', payload: '/////////w==' },
  },
  { event: 'mark', sequenceNumber: '5', streamSid, mark: { name: 'done:item_1:480:g0:m3' } },
  { event: 'dtmf', sequenceNumber: '6', streamSid, dtmf: { track: 'inbound_track', digit: '5' } },
  { event: 'stop', sequenceNumber: '7', streamSid, stop: { accountSid: 'AC1', callSid: 'CA1' } },
];

it('reads any frame of a telephone stream, or refuses it: it never throws, and what it lets in is what it says', () => {
  announce('telephone frames');
  fc.assert(
    fc.property(anyFrame(...frames), (text) => {
      const frame = readStreamFrame(text);
      expect(Object.prototype).not.toHaveProperty('polluted');
      if (frame === null || frame.kind === 'other' || frame.kind === 'connected') return;

      expect(frame.streamSid).toBe(JSON.parse(text).streamSid);
      if (frame.kind === 'media') {
        expect(soundOf(frame.payload).length).toBeGreaterThan(0);
        expect(frame.payload.toString()).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
        expect(frame.payload.length % 4).toBe(0);
        expect(frame.sentAtMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(frame.sentAtMs ?? 0)).toBe(true);
      }
      if (frame.kind === 'digit') expect(frame.digit).toMatch(/^[0-9A-D*#]$/);
      if (frame.kind === 'mark') expect(frame.name.length).toBeLessThanOrEqual(200);
      if (frame.kind === 'start') expect(frame.ticket === null || frame.ticket.length <= 300).toBe(true);
    }),
    { numRuns: runs, seed },
  );
}, 600_000);

it('cuts sound out where it lies exactly as reading all of it would, and cuts nothing else', () => {
  announce('telephone sound by position');
  const tail = soundTail(streamSid);
  const sound = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  const number = fc.oneof(
    { weight: 9, arbitrary: fc.nat().map(String) },
    fc.constantFrom('', '-1', '1e3', '1234567890123456', 'NaN'),
  );
  const frame = fc
    .record({
      ...{
        sequenceNumber: number,
        chunk: number,
        timestamp: number,
        payload: fc.oneof({ weight: 3, arbitrary: sound }, fc.string()),
      },
      ...{
        track: fc.constantFrom('inbound', 'inbound', 'outbound'),
        sid: fc.constantFrom(streamSid, streamSid, 'MZ1'),
      },
    })
    .map(({ sequenceNumber, sid, ...media }) => {
      const { track, chunk, timestamp, payload } = media;
      const ordered = { track, chunk, timestamp, payload };
      return JSON.stringify({ event: 'media', sequenceNumber, media: ordered, streamSid: sid });
    });
  let cuts = 0;
  fc.assert(
    fc.property(frame, fc.string({ maxLength: 9 }), (text, around) => {
      const bytes = Buffer.from(around + text + around);
      const from = Buffer.byteLength(around);
      const cut = cutSound(bytes, from, from + Buffer.byteLength(text), tail);
      if (!cut) return;
      cuts += 1;
      expect({ kind: 'media', streamSid, ...cut }).toEqual(readStreamFrame(text));
    }),
    { numRuns: runs, seed },
  );
  expect(cuts).toBeGreaterThan(runs / 20);
}, 600_000);

it.each([
  ['another stream', 'MZ1', '"sequenceNumber":"4"'],
  ['an order of its own', streamSid, '"a":1,"sequenceNumber":"4"'],
])('leaves sound of %s to be read', (_, sid, first) => {
  const text = `{"event":"media",${first},"media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"AAAA"},"streamSid":"${sid}"}`;
  const bytes = Buffer.from(text);
  expect(cutSound(bytes, 0, bytes.length, soundTail(streamSid))).toBeNull();
});
