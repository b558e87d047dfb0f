import { describe, expect, it } from 'vitest';
import { base64Bytes } from '@/lib/platform/base64';
import { Bridge } from '@/realtime-server/media/bridge';
import { Playback } from '@/realtime-server/media/playback';
import { asPayload, type Payload, soundOf } from '@/realtime-server/ports/carrier';

function makeLine({ isReading = true } = {}) {
  const sent: Payload[] = [];
  const marks: string[] = [];
  const toModel: Payload[] = [];
  const bridge = new Bridge({
    carrier: {
      format: 'pcmu_8k',
      sendAudio(payload, mark) {
        if (!isReading) return false;
        sent.push(payload);
        if (mark !== undefined) marks.push(mark);
        return true;
      },
      sendMark: (name) => void marks.push(name),
    },
    playback: new Playback('pcmu_8k'),
    appendAudio: (payload) => void toModel.push(payload),
    nowMs: () => 0,
    onFirstAudio: () => {},
    onSpeech: () => {},
  });
  return { bridge, sent, marks, toModel };
}

const base64 = (bytes: number) => asPayload(Buffer.from(Array.from({ length: bytes }, (_, i) => i % 251)));

describe('sound on its way', () => {
  it('passes as it came, in both directions', () => {
    const { bridge, sent, toModel } = makeLine();
    bridge.openInput();

    bridge.fromModel('resp', 'item', base64(160));
    bridge.fromCaller(base64(161));

    expect([sent, toModel]).toEqual([[base64(160)], [base64(161)]]);
  });

  it.each([1, 1439, 1440, 1441, 9601])('is cut into markable pieces without losing a byte (%i bytes)', (bytes) => {
    const { bridge, sent } = makeLine();

    bridge.fromModel('resp', 'item', base64(bytes));

    const whole = Buffer.concat(sent.map(soundOf));
    expect(whole.equals(soundOf(base64(bytes)))).toBe(true);
    expect(sent.every((payload) => base64Bytes(payload) <= 1440)).toBe(true);
  });

  it('is kept for ten seconds while nobody listens to the caller; what is older is given up, and counted', () => {
    const { bridge, toModel } = makeLine();

    for (let frame = 0; frame < 503; frame++) bridge.fromCaller(base64(160));
    bridge.openInput();

    expect(toModel).toHaveLength(500);
    expect(bridge.dropped()).toEqual({ toCaller: 0, fromCaller: 3 });
  });

  it('is kept as it was, whatever is read next into the place where it lay', () => {
    const { bridge, toModel } = makeLine();
    const place = Buffer.from(base64(160));

    bridge.fromCaller(place);
    place.fill('A');
    bridge.openInput();

    expect(toModel).toEqual([base64(160)]);
  });

  it('is given up, and counted, for a line that does not read', () => {
    const { bridge, sent } = makeLine({ isReading: false });

    bridge.fromModel('resp', 'item', base64(160));

    expect(sent).toEqual([]);
    expect(bridge.dropped()).toEqual({ toCaller: 1, fromCaller: 0 });
  });

  it.each([0, 1, 2, 3, 160])('is measured without being decoded (%i bytes)', (bytes) => {
    expect(base64Bytes(base64(bytes))).toBe(bytes);
  });
});
