import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readStreamFrame } from '@/realtime-server/phone/stream-frames';
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
        expect(Buffer.from(frame.payload, 'base64').length).toBeGreaterThan(0);
        expect(frame.payload).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
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
