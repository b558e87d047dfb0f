import twilio from 'twilio';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openScriptedServer, type ScriptedServer } from '../support/scripted-realtime-server';
import { type Stack, startStack } from '../support/stack';

const authToken = 'an-auth-token-of-their-own-0123456789';
const publicUrl = 'https://voice.example.com';

let provider: ScriptedServer;
let stack: Stack;

beforeAll(async () => {
  provider = await openScriptedServer();
  stack = await startStack({
    processes: ['realtime'],
    env: {
      OPENAI_API_KEY: 'sk-a-key-of-their-own',
      OPENAI_BASE_URL: provider.baseUrl,
      TWILIO_AUTH_TOKEN: authToken,
      REALTIME_PUBLIC_URL: publicUrl,
    },
  });
}, 60_000);

afterAll(async () => {
  await stack.close();
  await provider.close();
});

function callSignedFor(origin: string, callSid: string): Promise<Response> {
  const path = '/phone/incoming-realtime';
  const form = {
    AccountSid: 'AC0123456789abcdef0123456789abcdef',
    CallSid: callSid,
    From: '+12025550177',
    To: '+12025550101',
    CallStatus: 'ringing',
    Direction: 'inbound',
  };
  const signature = twilio.getExpectedTwilioSignature(authToken, origin + path, form);
  return fetch(stack.urls.realtime + path, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams(form),
  });
}

it('opens the voice model at the endpoint that was given, with the key that was given, without the beta header', async () => {
  const answer = await callSignedFor(publicUrl, 'CA00000000000000000000000000000a01');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('url="wss://voice.example.com/phone/media-stream"');

  await vi.waitFor(() => expect(provider.connections).not.toEqual([]), 20_000);

  for (const { url, headers } of provider.connections) {
    expect(url).toBe('/v1/realtime?model=gpt-realtime-2.1');
    expect(headers.authorization).toBe('Bearer sk-a-key-of-their-own');
    expect(headers).not.toHaveProperty('openai-beta');
  }
});

it('believes signatures over exactly the public address, and not over the one it listens on', async () => {
  const answer = await callSignedFor(stack.urls.realtime, 'CA00000000000000000000000000000a02');

  expect(answer.status).toBe(403);
});
