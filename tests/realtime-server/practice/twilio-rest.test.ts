import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twilioRest } from './practice-call';
import { account, openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

/** Twilio's own client, its requests sent to this machine. */
class LocalRequests extends RequestClient {
  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    return super.request<Data>({
      ...options,
      uri: options.uri.replace('https://api.twilio.com', `${house.url}/twilio`),
    });
  }
}

const client = () => twilio(account.sid, account.authToken, { httpClient: new LocalRequests() });

describe('the stand-in for Twilio’s REST API', () => {
  it('turns away a wrong password as Twilio does', async () => {
    const response = await twilioRest(house, 'Messages.json', { To: '+12025550177' }, 'wrong');

    expect([response.status, (await response.json()).code]).toEqual([401, 20_003]);
  });

  it('lets Twilio’s own client search, buy, set up, list and release a number', async () => {
    const api = client();
    const [found] = await api.availablePhoneNumbers('US').local.list({ areaCode: 415, limit: 1 });
    const phoneNumber = found?.phoneNumber ?? '';

    const bought = await api.incomingPhoneNumbers.create({ phoneNumber, voiceUrl: 'https://x.example/voice' });
    await api.incomingPhoneNumbers(bought.sid).update({ statusCallback: 'https://x.example/status' });
    const listed = await api.incomingPhoneNumbers.list({ phoneNumber });
    await api.incomingPhoneNumbers(bought.sid).remove();

    expect(phoneNumber).toMatch(/^\+141555501\d\d$/);
    expect(listed.map((one) => [one.phoneNumber, one.voiceUrl, one.statusCallback])).toEqual([
      [phoneNumber, 'https://x.example/voice', 'https://x.example/status'],
    ]);
    expect(await api.incomingPhoneNumbers.list()).toEqual([]);
  });

  it('will not sell a number twice', async () => {
    await client().incomingPhoneNumbers.create({ phoneNumber: '+14155550133' });

    await expect(client().incomingPhoneNumbers.create({ phoneNumber: '+14155550133' })).rejects.toMatchObject({
      code: 21_422,
    });
  });

  it('keeps the texts it was given, and refuses one without a number or words', async () => {
    const message = await client().messages.create({ to: '+12025550177', from: '+12025550101', body: 'See you at 3.' });

    const kept = await client().messages.list({ to: '+12025550177' });

    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(kept.map(({ body, status }) => [body, status])).toEqual([['See you at 3.', 'queued']]);
    await expect(client().messages.create({ to: 'nobody', from: '+12025550101', body: 'x' })).rejects.toMatchObject({
      code: 21_211,
    });
  });
});
