import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutSound, soundTail } from '@/realtime-server/phone/cut-sound';
import { readStreamFrame } from '@/realtime-server/phone/stream-frames';

const start = {
  event: 'start',
  sequenceNumber: '1',
  streamSid: 'MZ1',
  start: {
    streamSid: 'MZ1',
    accountSid: 'AC1',
    callSid: 'CA1',
    tracks: ['inbound'],
    customParameters: { ticket: 'abc' },
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: '8000', channels: '1' },
  },
};
const media = { event: 'media', streamSid: 'MZ1', media: { track: 'inbound', timestamp: '20', payload: '/////w==' } };
const read = (frame: unknown) => readStreamFrame(JSON.stringify(frame));

it('reads what the carrier sends, with numbers as text or as numbers', () => {
  const asNumbers = { ...start.start, mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 } };
  const expected = { kind: 'start', streamSid: 'MZ1', accountSid: 'AC1', callSid: 'CA1', ticket: 'abc' };

  expect(read({ event: 'connected', protocol: 'Call', version: '1.0.0' })).toEqual({ kind: 'connected' });
  expect(read(start)).toEqual(expected);
  expect(read({ ...start, start: asNumbers })).toEqual(expected);
  expect(read(media)).toEqual({ kind: 'media', streamSid: 'MZ1', payload: Buffer.from('/////w=='), sentAtMs: 20 });
  expect(read({ event: 'mark', streamSid: 'MZ1', mark: { name: 'a' } })).toEqual({
    kind: 'mark',
    streamSid: 'MZ1',
    name: 'a',
  });
  expect(read({ event: 'dtmf', streamSid: 'MZ1', dtmf: { track: 'inbound_track', digit: '5' } })).toEqual({
    kind: 'digit',
    streamSid: 'MZ1',
    digit: '5',
  });
  expect(read({ event: 'stop', streamSid: 'MZ1', stop: {} })).toEqual({ kind: 'stop', streamSid: 'MZ1' });
  expect(read({ event: 'invented-next-year' })).toEqual({ kind: 'other' });
});

it('reads sound alike, as the carrier writes it and in any other order of its fields', () => {
  const [chunk, timestamp, payload] = ['3', '40', '/////w=='];
  const usual = {
    ...{ event: 'media', sequenceNumber: '4' },
    ...{ media: { track: 'inbound', chunk, timestamp, payload }, streamSid: 'MZ1' },
  };
  const expected = { kind: 'media', streamSid: 'MZ1', payload: Buffer.from(payload), sentAtMs: 40 };

  const bytes = Buffer.from(JSON.stringify(usual));
  expect({ ...expected, ...cutSound(bytes, 0, bytes.length, soundTail('MZ1')) }).toEqual(expected);
  expect(read(usual)).toEqual(expected);
  const { streamSid, ...rest } = usual;
  expect(read({ streamSid, ...rest })).toEqual(expected);
  expect(readStreamFrame(JSON.stringify(usual, null, 1))).toEqual(expected);
  expect(read({ ...usual, media: { ...usual.media, track: 'outbound' } })).toBeNull();
  expect(read({ ...usual, media: { ...usual.media, payload: '/////w=' } })).toBeNull();
  expect(readStreamFrame(JSON.stringify(usual).replace('"}', '"'))).toBeNull();
  expect(readStreamFrame(`${JSON.stringify(usual)} {}`)).toBeNull();
});

it.each<[string, unknown]>([
  ['a stream that is named in two ways', { ...start, streamSid: 'MZ2' }],
  ['another encoding', { ...start, start: { ...start.start, mediaFormat: { encoding: 'audio/l16' } } }],
  ['parameters that are no map', { ...start, start: { ...start.start, customParameters: [] } }],
  ['audio that is no base64', { ...media, media: { payload: '\u0000\u0000\u0000\u0000' } }],
  ['audio that is a list', { ...media, media: { payload: ['AAAA'] } }],
  ['no audio', { ...media, media: { payload: '' } }],
  ['a time that is no number', { ...media, media: { ...media.media, timestamp: 'NaN' } }],
  ["the other side's track", { ...media, media: { ...media.media, track: 'outbound' } }],
  ['two digits', { event: 'dtmf', streamSid: 'MZ1', dtmf: { digit: '12' } }],
  ['an event that is no word', { event: 7 }],
  ['nothing', null],
])('refuses %s', (_, frame) => {
  expect(read(frame)).toBeNull();
});

it('never throws and never pollutes, whatever comes', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.json(),
    fc
      .record({ event: fc.constantFrom('media', 'start', 'mark', 'dtmf', 'stop', '__proto__') })
      .chain((frame) =>
        fc.anything().map((rest) => JSON.stringify({ ...frame, media: rest, start: rest, mark: rest }) ?? ''),
      ),
  );

  fc.assert(
    fc.property(text, (frame) => {
      readStreamFrame(frame);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
