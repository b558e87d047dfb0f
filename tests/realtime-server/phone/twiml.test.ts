import { expect, it } from 'vitest';
import { connect, hangUp, phoneUrls, refuse } from '@/realtime-server/phone/twiml';
import { noFallback } from '@/realtime-server/ports/fallback';

const urls = phoneUrls('https://voice.foyer.test');
const head = '<?xml version="1.0" encoding="UTF-8"?>';

const voicemail = { greeting: '', maxSeconds: 90 };
const record =
  '<Record maxLength="90" timeout="5" finishOnKey="#" playBeep="true" action="https://voice.foyer.test/phone/voicemail-ended" ' +
  'method="POST" recordingStatusCallback="https://voice.foyer.test/phone/voicemail-recorded" ' +
  'recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed"/>';

it('connects with an action, a ticket and a verb after it', () => {
  expect(connect({ ticket: 'abc', urls, fallback: noFallback })).toBe(
    `${head}<Response><Connect action="https://voice.foyer.test/phone/stream-ended#rc=5&amp;rp=ct,rt,5xx" method="POST">` +
      '<Stream url="wss://voice.foyer.test/phone/media-stream"><Parameter name="ticket" value="abc"/></Stream></Connect>' +
      '<Say>We are sorry, we cannot take your call at the moment. Please call again in a few minutes. Goodbye.</Say>' +
      '<Hangup/></Response>',
  );
});

it('rings the fallback number before it gives up', () => {
  const fallback = { businessName: 'Ann & Co', number: '+12025550199', voicemail: null };
  expect(refuse({ why: 'busy', fallback, urls })).toBe(
    `${head}<Response><Say>Please hold while we connect you.</Say>` +
      '<Dial timeout="25" action="https://voice.foyer.test/phone/dial-ended" method="POST">+12025550199</Dial>' +
      '<Say>Thank you for calling Ann &amp; Co. All our lines are busy. Please call again in a few minutes. Goodbye.</Say>' +
      '<Hangup/></Response>',
  );
});

it('lets callers leave a message where nobody can be rung, and says goodbye to one who says nothing', () => {
  expect(refuse({ why: 'unavailable', fallback: { businessName: 'Ann', number: null, voicemail }, urls })).toBe(
    `${head}<Response><Say>We are sorry. We cannot take your call at the moment. Please leave your name, your number ` +
      'and a message after the tone, and somebody at Ann will call you back.</Say>' +
      `${record}<Say>We did not hear a message. Please call again. Goodbye.</Say><Hangup/></Response>`,
  );
});

it('asks for a message in the words of the business', () => {
  const fallback = { businessName: 'Ann', number: null, voicemail: { ...voicemail, greeting: 'Speak <now>.' } };
  expect(refuse({ why: 'busy', fallback, urls })).toContain('<Say>Speak &lt;now&gt;.</Say><Record');
});

it.each(['suspended', 'paused', 'unknown_number'] as const)('takes no message for a number that is %s', (why) => {
  expect(refuse({ why, fallback: { businessName: 'Ann', number: null, voicemail }, urls })).not.toContain('<Record');
});

it('rings nobody for a suspended business', () => {
  const answer = refuse({
    why: 'suspended',
    fallback: { businessName: 'Ann', number: '+12025550199', voicemail },
    urls,
  });
  expect(answer).not.toContain('<Dial');
  expect(answer).toContain('Ann cannot take calls at the moment');
});

it('keeps a name from becoming a verb', () => {
  const fallback = { businessName: '</Say><Dial>+19005550100</Dial>', number: null, voicemail };
  expect(refuse({ why: 'paused', fallback, urls })).not.toContain('<Dial>');
  expect(refuse({ why: 'busy', fallback, urls })).not.toContain('<Dial>');
});

it('speaks to a local carrier over ws', () => {
  expect(phoneUrls('http://127.0.0.1:5050').stream).toBe('ws://127.0.0.1:5050/phone/media-stream');
  expect(hangUp()).toBe(`${head}<Response><Hangup/></Response>`);
});
