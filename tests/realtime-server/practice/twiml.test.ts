import { describe, expect, it } from 'vitest';
import { readTwiml } from '@/realtime-server/practice/carrier/twiml';

describe('TwiML', () => {
  it('is read verb by verb, with its attributes, text and children', () => {
    const verbs = readTwiml(
      `<?xml version="1.0" encoding="UTF-8"?><!-- ours --><Response>
         <Connect action="/phone/stream-ended?a=1&amp;b=2"><Stream url='wss://x/phone'><Parameter name="t" value="&lt;&quot;&#x41;&#66;"/></Stream></Connect>
         <Say>Tom &amp; Jerry</Say><Hangup/></Response>`,
    );

    expect(verbs.map(({ name, text }) => [name, text.trim()])).toEqual([
      ['Connect', ''],
      ['Say', 'Tom & Jerry'],
      ['Hangup', ''],
    ]);
    expect(verbs[0]?.attributes).toEqual({ action: '/phone/stream-ended?a=1&b=2' });
    expect(verbs[0]?.children[0]?.children[0]?.attributes).toEqual({ name: 't', value: '<"AB' });
  });

  it.each([
    ['not XML', 'hello'],
    ['an open end', '<Response><Say>hi</Response>'],
    ['another root', '<Answer/>'],
    ['two roots', '<Response/><Response/>'],
    ['a bare ampersand entity', '<Response><Say>&nbsp;</Say></Response>'],
    ['a broken attribute', '<Response><Say voice=alice>hi</Say></Response>'],
    ['nothing', ''],
  ])('with %s is refused', (_, xml) => {
    expect(() => readTwiml(xml)).toThrow();
  });
});
