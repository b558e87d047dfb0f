import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { muLawFromPcm } from '@/realtime-server/practice/sound/mu-law';
import { loudness, pcmFromFloat } from '@/realtime-server/practice/sound/pcm';
import { pcmAt, readWav, writeWav } from '@/realtime-server/practice/sound/wav';
import { toneOf } from '@/tests/support/speech';
import { type LocalPhoneServer, openLocalPhoneServer, type PhoneStream } from './local-phone-server';
import { placeCall, twilioRest } from './practice-call';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

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

const _tone = (seconds: number) => Buffer.from(muLawFromPcm(pcmFromFloat(toneOf(500, seconds, 8000))));
const _media = (sound: Buffer) => ({ event: 'media', media: { payload: sound.toString('base64') } });

function answerWith(...verbs: string[]): void {
  phone.answers.set(incoming, `<Response>${verbs.join('')}</Response>`);
}

function connect(after = '<Hangup/>'): string {
  return `<Connect action="/phone/stream-ended"><Stream url="${phone.wsUrl}/phone/media-stream"><Parameter name="ticket" value="T-1"/></Stream></Connect>${after}`;
}

function onStream(handle: (stream: PhoneStream) => Promise<void>): void {
  phone.onStream((stream) => void handle(stream));
}

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

  it.each([
    ['answered', ['initiated', 'ringing', 'in-progress', 'completed']],
    ['no-answer', ['initiated', 'ringing', 'no-answer']],
    ['busy', ['initiated', 'ringing', 'busy']],
    ['failed', ['initiated', 'failed']],
  ] as const)('tells of a telephone that is dialled as it goes on, where it is asked to: %s', async (outcome, told) => {
    const events = 'statusCallback="/phone/leg" statusCallbackEvent="initiated ringing answered completed"';
    answerWith(`<Dial action="/phone/dialled"><Number ${events}>+12025550188</Number></Dial>`);
    phone.answers.set('/phone/dialled', '<Response><Hangup/></Response>');
    phone.answers.set('/phone/leg', '');

    const { happenings } = await placeCall(house, { dialOutcome: outcome });

    // Nobody on the line waits for them.
    const calls = await vi.waitFor(() => {
      const came = phone.asked.filter(({ path }) => path === '/phone/leg');
      expect(came).toHaveLength(told.length);
      return came;
    }, 10_000);
    const inOrder = calls.toSorted((one, other) => Number(one.form.SequenceNumber) - Number(other.form.SequenceNumber));
    expect(inOrder.map(({ form }) => form.CallStatus)).toEqual(told);
    const [first] = phone.asked;
    for (const { form, signed } of calls) {
      expect(signed).toBe(true);
      expect(form).toMatchObject({
        ParentCallSid: first?.form.CallSid,
        To: '+12025550188',
        Direction: 'outbound-dial',
      });
      expect(form.CallSid).not.toBe(first?.form.CallSid);
    }
    expect(happenings.filter(({ type }) => type === 'trouble')).toEqual([]);
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

describe('a webhook that nobody answers', () => {
  const nobody = 'http://127.0.0.1:9/phone/stream-ended';

  async function streamThatEnds(action: string, wish = {}) {
    answerWith(
      `<Connect action="${action}"><Stream url="${phone.wsUrl}/phone/media-stream"><Parameter name="ticket" value="T-1"/></Stream></Connect>`,
    );
    onStream(async (stream) => {
      await stream.wait('start');
      stream.socket.terminate();
    });
    return placeCall(house, wish);
  }

  it('is asked once more, and as often as its address says, until somebody does', async () => {
    let calls = 0;
    phone.answers.set('/phone/back', () => {
      calls += 1;
      return '<Response><Say>We are back.</Say></Response>';
    });
    phone.statuses.set('/phone/back', [503, 502, 503]);

    const { happenings } = await streamThatEnds(`${phone.url}/phone/back#rc=5&amp;rp=ct,5xx`);

    expect(happenings).toContainEqual(expect.objectContaining({ type: 'agent', text: 'We are back.' }));
    const asked = phone.asked.filter(({ path }) => path === '/phone/back');
    expect(asked).toHaveLength(4);
    expect(asked.every(({ signed }) => signed)).toBe(true);
    expect(calls).toBe(1);
  });

  it('is not asked again for an answer that its address does not name', async () => {
    phone.answers.set('/phone/back', '<Response><Say>We are back.</Say></Response>');
    phone.statuses.set('/phone/back', [503]);

    const { happenings, summary } = await streamThatEnds(`${phone.url}/phone/back`);

    expect(phone.asked.filter(({ path }) => path === '/phone/back')).toHaveLength(1);
    expect(happenings).toContainEqual(expect.objectContaining({ type: 'trouble', code: 11200 }));
    expect(summary.status).toBe('completed');
  });

  it('is followed by the number’s fallback address, which is told what failed', async () => {
    phone.answers.set('/fallback', '<Response><Say>Please call again.</Say></Response>');

    const { happenings } = await streamThatEnds(nobody, { fallbackUrl: `${phone.url}/fallback` });

    expect(happenings).toContainEqual(expect.objectContaining({ type: 'agent', text: 'Please call again.' }));
    expect(phone.asked.find(({ path }) => path === '/fallback')).toMatchObject({
      form: { ErrorCode: '11200', ErrorUrl: nobody },
      signed: true,
    });
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
