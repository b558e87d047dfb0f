import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { muLawFromPcm } from '@/realtime-server/practice/sound/mu-law';
import { pcmFromFloat } from '@/realtime-server/practice/sound/pcm';
import { pcmAt, readWav, writeWav } from '@/realtime-server/practice/sound/wav';
import { toneOf } from '@/tests/support/speech';
import { type LocalPhoneServer, openLocalPhoneServer, type PhoneStream } from './local-phone-server';
import { placeCall } from './practice-call';
import { account, openPracticeHouse, type PracticeHouse } from './practice-house';

const incoming = '/phone/incoming-realtime';
let phone: LocalPhoneServer;
let house: PracticeHouse;

beforeAll(async () => {
  phone = await openLocalPhoneServer();
  house = await openPracticeHouse({ realtimeUrl: phone.url, rate: 6 });
});

beforeEach(() => {
  phone.asked.length = 0;
});

afterAll(async () => {
  await house.close();
  await phone.close();
});

const tone = (seconds: number) => Buffer.from(muLawFromPcm(pcmFromFloat(toneOf(500, seconds, 8000))));
const media = (sound: Buffer) => ({ event: 'media', media: { payload: sound.toString('base64') } });

function answerWith(...verbs: string[]): void {
  phone.answers.set(incoming, `<Response>${verbs.join('')}</Response>`);
}

function connect(after = '<Hangup/>'): string {
  return `<Connect action="/phone/stream-ended"><Stream url="${phone.wsUrl}/phone/media-stream"><Parameter name="ticket" value="T-1"/></Stream></Connect>${after}`;
}

function onStream(handle: (stream: PhoneStream) => Promise<void>): void {
  phone.onStream((stream) => void handle(stream));
}

describe('a call', () => {
  it('asks the webhook and opens the stream with signatures that Twilio’s own check accepts', async () => {
    answerWith(connect());
    let signed = false;
    onStream(async (stream) => {
      signed = stream.signed;
      await stream.wait('start');
      stream.socket.close(1000);
    });

    await placeCall(house);

    expect(phone.asked.map(({ path, signed: ok }) => [path, ok])).toEqual([
      [incoming, true],
      ['/phone/stream-ended', true],
      ['/phone/status', true],
    ]);
    expect(signed).toBe(true);
    expect(phone.asked[0]?.form).toMatchObject({
      AccountSid: account.sid,
      From: '+12025550177',
      To: '+12025550101',
      CallStatus: 'ringing',
      Direction: 'inbound',
    });
    expect(phone.asked[2]?.form).toMatchObject({ CallStatus: 'completed', CallSid: phone.asked[0]?.form.CallSid });
  });

  it('sends connected, start with the parameters, then numbered frames of 20 ms, as strings', async () => {
    answerWith(connect());
    let messages: PhoneStream['messages'] = [];
    onStream(async (stream) => {
      messages = stream.messages;
      await stream.wait('media');
      stream.send(media(tone(0.1)));
      stream.send({ event: 'mark', mark: { name: 'end' } });
      await stream.wait('mark');
      stream.socket.close(1000);
    });

    await placeCall(house);

    expect(messages[0]).toMatchObject({ event: 'connected', protocol: 'Call' });
    expect(messages[1]).toMatchObject({
      event: 'start',
      sequenceNumber: '1',
      start: {
        accountSid: account.sid,
        callSid: phone.asked[0]?.form.CallSid,
        tracks: ['inbound'],
        customParameters: { ticket: 'T-1' },
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      },
    });
    const frames = messages.filter(({ event }) => event === 'media').map((message) => message.media);
    expect(frames[0]).toMatchObject({ track: 'inbound', chunk: '1', timestamp: '0' });
    expect(frames[1]).toMatchObject({ chunk: '2', timestamp: '20' });
    const numbers = messages.slice(1).map(({ sequenceNumber }) => Number(sequenceNumber));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it('returns a mark when its sound was played, and at once when nothing is queued', async () => {
    answerWith(connect());
    const framesBefore: number[] = [];
    onStream(async (stream) => {
      await stream.wait('media');
      stream.send(media(tone(0.4)));
      stream.send({ event: 'mark', mark: { name: 'played' } });
      stream.socket.on('message', (data) => {
        const message = JSON.parse(data.toString());
        if (message.event !== 'mark') return;
        framesBefore.push(stream.messages.filter(({ event }) => event === 'media').length);
        if (message.mark.name === 'empty') stream.socket.close(1000);
        else stream.send({ event: 'mark', mark: { name: 'empty' } });
      });
    });

    await placeCall(house);

    const [played = 0, empty = 0] = framesBefore;
    expect(played).toBeGreaterThanOrEqual(20);
    expect(empty - played).toBeLessThan(15);
  });

  it('falls silent on clear, returns the marks, and the rest is never heard', async () => {
    answerWith(connect());
    onStream(async (stream) => {
      await stream.wait('media');
      stream.send(media(tone(20)));
      stream.send({ event: 'mark', mark: { name: 'long' } });
      stream.send(media(tone(1)));
      stream.send({ event: 'clear' });
      await stream.wait('mark');
      stream.socket.close(1000);
    });

    const { happenings, summary } = await placeCall(house);

    const cleared = happenings.find((happening) => happening.type === 'cleared');
    expect(cleared?.unplayedMs).toBeGreaterThan(19_000);
    expect(summary.agentSpeechMs).toBeLessThan(2000);
  });

  it('writes what the caller heard as a WAV, and both sides as another', async () => {
    answerWith(connect());
    onStream(async (stream) => {
      await stream.wait('media');
      stream.send(media(tone(1)));
      stream.send({ event: 'mark', mark: { name: 'end' } });
      await stream.wait('mark');
      stream.socket.close(1000);
    });

    const { summary } = await placeCall(house);

    const heard = pcmAt(8000, readWav(readFileSync(summary.wav)));
    expect(heard.length / 8).toBe(summary.lengthMs);
    expect(summary.agentSpeechMs).toBeGreaterThanOrEqual(980);
    expect(summary.agentSpeechMs).toBeLessThanOrEqual(1040);
    expect(summary.firstAudioMs).not.toBeNull();
    expect(summary.rms).toBeCloseTo(0.3 / Math.SQRT2, 1);
    expect(readFileSync(summary.bothWav).readUInt16LE(22)).toBe(2);
  });

  it('waits for a pause before it speaks, sends keys, and says stop when it hangs up', async () => {
    answerWith(connect());
    let messages: PhoneStream['messages'] = [];
    onStream(async (stream) => {
      messages = stream.messages;
      await stream.wait('media');
      stream.send(media(tone(1.5)));
    });

    const { happenings } = await placeCall(house, { steps: [{ say: 'Hello there.' }, { keys: '1#' }] });

    const caller = happenings.find(({ type }) => type === 'caller');
    const answered = happenings.find(({ type }) => type === 'answered');
    expect((caller?.atMs ?? 0) - (answered?.atMs ?? 0)).toBeGreaterThan(2300);
    const digits = messages.filter(({ event }) => event === 'dtmf').map((message) => message.dtmf);
    expect(digits).toEqual([
      { track: 'inbound_track', digit: '1' },
      { track: 'inbound_track', digit: '#' },
    ]);
    expect(messages.at(-1)).toMatchObject({ event: 'stop', stop: { accountSid: account.sid } });
    expect(happenings.at(-1)).toMatchObject({ type: 'ended', by: 'caller' });
  });

  it('speaks over the agent when asked to interrupt', async () => {
    answerWith(connect());
    onStream(async (stream) => {
      await stream.wait('media');
      stream.send(media(tone(6)));
    });

    const { happenings } = await placeCall(house, { steps: [{ say: 'Stop please.' }], interruptAfterMs: 800 });

    const [answered, caller] = ['answered', 'caller'].map(
      (type) => happenings.find((one) => one.type === type)?.atMs ?? 0,
    );
    expect((caller ?? 0) - (answered ?? 0)).toBeGreaterThanOrEqual(800);
    expect((caller ?? 0) - (answered ?? 0)).toBeLessThan(2500);
  });

  it('plays a WAV file of any rate as the caller', async () => {
    answerWith(connect());
    let frames: Buffer[] = [];
    onStream(async (stream) => {
      await stream.wait('stop');
      frames = stream.messages
        .filter(({ event }) => event === 'media')
        .map((message) => Buffer.from((message.media as { payload: string }).payload, 'base64'));
    });
    const wav = writeWav([pcmFromFloat(toneOf(500, 1, 44_100))], 44_100).toString('base64');

    await placeCall(house, { steps: [{ wav, name: 'tone.wav' }] });

    const loud = frames.filter((frame) => frame.some((byte) => byte !== 0xff));
    expect(loud.length).toBeGreaterThanOrEqual(49);
    expect(loud.length).toBeLessThanOrEqual(51);
  });
});
