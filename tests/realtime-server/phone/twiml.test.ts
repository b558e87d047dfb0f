import { expect, it } from 'vitest';
import { connect, hangUp, phoneUrls, refuse } from '@/realtime-server/phone/twiml';

const urls = phoneUrls('https://voice.foyer.test');
const head = '<?xml version="1.0" encoding="UTF-8"?>';

it('connects with an action, a ticket and a verb after it', () => {
  expect(connect({ ticket: 'abc', urls, fallbackNumber: null })).toBe(
    `${head}<Response><Connect action="https://voice.foyer.test/phone/stream-ended" method="POST">` +
      '<Stream url="wss://voice.foyer.test/phone/media-stream"><Parameter name="ticket" value="abc"/></Stream></Connect>' +
      '<Say>We are sorry, we cannot take your call at the moment. Please call again in a few minutes. Goodbye.</Say>' +
      '<Hangup/></Response>',
  );
});

it('rings the fallback number before it gives up', () => {
  expect(refuse({ why: 'busy', businessName: 'Ann & Co', fallbackNumber: '+12025550199', urls })).toBe(
    `${head}<Response><Say>Please hold while we connect you.</Say>` +
      '<Dial timeout="25" action="https://voice.foyer.test/phone/dial-ended" method="POST">+12025550199</Dial>' +
      '<Say>Thank you for calling Ann &amp; Co. All our lines are busy. Please call again in a few minutes. Goodbye.</Say>' +
      '<Hangup/></Response>',
  );
});

it('rings nobody for a suspended business', () => {
  const answer = refuse({ why: 'suspended', businessName: 'Ann', fallbackNumber: '+12025550199', urls });
  expect(answer).not.toContain('<Dial');
  expect(answer).toContain('Ann cannot take calls at the moment');
});

it('keeps a name from becoming a verb', () => {
  const answer = refuse({ why: 'paused', businessName: '</Say><Dial>+19005550100</Dial>', fallbackNumber: null, urls });
  expect(answer).not.toContain('<Dial>');
});

it('speaks to a local carrier over ws', () => {
  expect(phoneUrls('http://127.0.0.1:5050').stream).toBe('ws://127.0.0.1:5050/phone/media-stream');
  expect(hangUp()).toBe(`${head}<Response><Hangup/></Response>`);
});
