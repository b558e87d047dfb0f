import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { muLawFromPcm } from '@/realtime-server/practice/sound/mu-law';
import { loudness, pcmFromFloat } from '@/realtime-server/practice/sound/pcm';
import { pcmAt, readWav, writeWav } from '@/realtime-server/practice/sound/wav';
import { toneOf } from '@/tests/support/speech';
import { type LocalPhoneServer, openLocalPhoneServer, type PhoneStream } from './local-phone-server';
import { placeCall, twilioRest } from './practice-call';
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

describe('TwiML on a call', () => {
  it('goes on with the next verb, in order, when the stream cannot be opened', async () => {
    answerWith('<Connect><Stream url="ws://127.0.0.1:9/none"/></Connect><Say>We cannot take your call.</Say>');

    const { happenings, summary } = await placeCall(house);

    expect(happenings).toContainEqual(expect.objectContaining({ type: 'trouble', code: 31902 }));
    expect(happenings).toContainEqual(expect.objectContaining({ type: 'agent', text: 'We cannot take your call.' }));
    expect(summary.agentSpeechMs).toBeGreaterThan(800);
    expect(loudness(pcmAt(8000, readWav(readFileSync(summary.wav))))).toBeGreaterThan(0.01);
  });

  it('follows the action of a stream that the server ended', async () => {
    answerWith(connect());
    phone.answers.set('/phone/stream-ended', '<Response><Say>Welcome back.</Say></Response>');
    onStream(async (stream) => {
      await stream.wait('start');
      stream.socket.close(1000);
    });

    const { summary } = await placeCall(house);

    expect(summary.agentSpeechMs).toBeGreaterThan(300);
    phone.answers.delete('/phone/stream-ended');
  });

  it('plays, pauses, redirects and hangs up', async () => {
    phone.sounds.set('/hold.wav', writeWav([pcmFromFloat(toneOf(600, 0.5, 16_000))], 16_000));
    answerWith('<Play>/hold.wav</Play><Pause length="1"/><Redirect>/phone/second</Redirect><Say>never</Say>');
    phone.answers.set('/phone/second', '<Response><Play>/hold.wav</Play><Hangup/><Say>never</Say></Response>');

    const { summary } = await placeCall(house);

    expect(summary.agentSpeechMs).toBeGreaterThanOrEqual(960);
    expect(summary.agentSpeechMs).toBeLessThanOrEqual(1060);
    expect(summary.lengthMs).toBeGreaterThanOrEqual(2000);
    expect(phone.asked.map(({ path }) => path)).toEqual([incoming, '/phone/second', '/phone/status']);
  });

  it('rejects without answering', async () => {
    answerWith('<Reject reason="busy"/>');

    const { happenings, summary } = await placeCall(house);

    expect(summary).toMatchObject({ status: 'busy', lengthMs: 0, wav: '' });
    expect(happenings.map(({ type }) => type)).toEqual(['ringing', 'refused', 'ended']);
  });

  it.each([
    ['answered', 'completed'],
    ['no-answer', 'no-answer'],
    ['busy', 'busy'],
  ] as const)('dials: a colleague who is %s ends as %s', async (dialOutcome, status) => {
    answerWith('<Dial action="/phone/dialled"><Number>+12025550188</Number></Dial>');
    phone.answers.set('/phone/dialled', '<Response><Hangup/></Response>');

    await placeCall(house, { dialOutcome });

    expect(phone.asked[1]).toMatchObject({ path: '/phone/dialled', signed: true, form: { DialCallStatus: status } });
  });

  it('records what the caller says after the beep, and gives it back', async () => {
    answerWith('<Record action="/phone/recorded" timeout="2" maxLength="20"/>');
    phone.answers.set('/phone/recorded', '<Response><Hangup/></Response>');

    await placeCall(house, { steps: [{ say: 'Please call me back.' }] });

    const { form } = phone.asked[1] ?? {};
    expect(Number(form?.RecordingDuration)).toBeGreaterThanOrEqual(3);
    const wav = await twilioRest(house, `Recordings/${form?.RecordingSid}.wav`);
    const pcm = pcmAt(8000, readWav(Buffer.from(await wav.arrayBuffer())));
    expect(loudness(pcm)).toBeGreaterThan(0.02);
  });

  it('gathers digits', async () => {
    answerWith('<Gather action="/phone/gathered" numDigits="2" timeout="20"><Say>Press two keys.</Say></Gather>');
    phone.answers.set('/phone/gathered', '<Response><Hangup/></Response>');

    await placeCall(house, { steps: [{ keys: '42' }] });

    expect(phone.asked[1]).toMatchObject({ path: '/phone/gathered', form: { Digits: '42' } });
  });

  it('tells of TwiML that is broken, and of a webhook that fails', async () => {
    phone.answers.set(incoming, '<Response><Say>oops</Response>');
    const broken = await placeCall(house);
    phone.answers.delete(incoming);
    const missing = await placeCall(house);

    expect(broken.happenings).toContainEqual(expect.objectContaining({ type: 'trouble', code: 12100 }));
    expect(missing.happenings).toContainEqual(expect.objectContaining({ type: 'trouble', code: 11200 }));
    expect([broken.summary.status, missing.summary.status]).toEqual(['failed', 'failed']);
  });
});

describe('the REST API on a live call', () => {
  function liveStream(): Promise<{ stream: PhoneStream; callSid: string }> {
    answerWith(connect());
    return new Promise((resolve) => {
      onStream(async (stream) => {
        const { start } = await stream.wait('start');
        resolve({ stream, callSid: (start as { callSid: string }).callSid });
      });
    });
  }

  it('hangs up: the stream is stopped and closed', async () => {
    const live = liveStream();
    const call = placeCall(house);
    const { stream, callSid } = await live;

    const response = await twilioRest(house, `Calls/${callSid}.json`, { Status: 'completed' });
    const { happenings } = await call;

    expect(response.status).toBe(200);
    expect(stream.messages.at(-1)).toMatchObject({ event: 'stop' });
    expect(happenings.at(-1)).toMatchObject({ type: 'ended', by: 'agent' });
    expect(phone.asked.map(({ path }) => path)).not.toContain('/phone/stream-ended');
  });

  it('replaces the TwiML: the stream stops and the new verbs run', async () => {
    const live = liveStream();
    const call = placeCall(house);
    const { stream, callSid } = await live;

    await twilioRest(house, `Calls/${callSid}.json`, { Twiml: '<Response><Say>One moment please.</Say></Response>' });
    const { summary } = await call;

    expect(stream.messages.at(-1)).toMatchObject({ event: 'stop' });
    expect(summary.agentSpeechMs).toBeGreaterThan(400);
  });

  it('fetches new TwiML by its address', async () => {
    phone.answers.set('/phone/moved', '<Response><Say>You were moved.</Say></Response>');
    const live = liveStream();
    const call = placeCall(house);
    const { callSid } = await live;

    await twilioRest(house, `Calls/${callSid}.json`, { Url: `${phone.url}/phone/moved` });
    await call;

    expect(phone.asked.map(({ path }) => path)).toContain('/phone/moved');
  });

  it('refuses a call that is over (21220), one it never had (20404), and TwiML it cannot read (12100)', async () => {
    const live = liveStream();
    const call = placeCall(house);
    const { callSid } = await live;
    const broken = await twilioRest(house, `Calls/${callSid}.json`, { Twiml: '<Response>' });
    await twilioRest(house, `Calls/${callSid}.json`, { Status: 'completed' });
    await call;

    const over = await twilioRest(house, `Calls/${callSid}.json`, { Status: 'completed' });
    const never = await twilioRest(house, `Calls/CA${'0'.repeat(32)}.json`, { Status: 'completed' });

    const codes = await Promise.all([broken, over, never].map(async (one) => (await one.json()).code));
    expect(codes).toEqual([12_100, 21_220, 20_404]);
  });
});
