import twilio from 'twilio';
import type { Refusal } from '../ports/answer';

const { VoiceResponse } = twilio.twiml;

export type PhoneUrls = { stream: string; streamEnded: string };

const fallbackRingSeconds = 25;
export const ticketParameter = 'ticket';

export function phoneUrls(publicUrl: string): PhoneUrls {
  return {
    stream: `${publicUrl.replace(/^http/, 'ws')}/phone/media-stream`,
    streamEnded: `${publicUrl}/phone/stream-ended`,
  };
}

/** The stream, and a verb after it: whatever fails, the call does not end in silence. */
export function connect(call: { ticket: string; urls: PhoneUrls; fallbackNumber: string | null }): string {
  const response = new VoiceResponse();
  const stream = response.connect({ action: call.urls.streamEnded, method: 'POST' }).stream({ url: call.urls.stream });
  stream.parameter({ name: ticketParameter, value: call.ticket });
  farewell(response, sentences.unavailable(null), call.fallbackNumber);
  return response.toString();
}

const sentences: Record<Refusal, (businessName: string | null) => string> = {
  unknown_number: () => 'We are sorry, this number is not in service. Please check it and call again. Goodbye.',
  suspended: (name) => `We are sorry, ${name ?? 'this business'} cannot take calls at the moment. Goodbye.`,
  paused: (name) =>
    `Thank you for calling ${name ?? ''}. We are not taking calls yet. Please try again later. Goodbye.`,
  busy: (name) =>
    `Thank you for calling ${name ?? ''}. All our lines are busy. Please call again in a few minutes. Goodbye.`,
  unavailable: () =>
    'We are sorry, we cannot take your call at the moment. Please call again in a few minutes. Goodbye.',
};

/** A polite sentence, then the tenant's own number where one is set. */
export function refuse(why: Refusal, businessName: string | null, fallbackNumber: string | null): string {
  const response = new VoiceResponse();
  farewell(response, sentences[why](businessName), why === 'suspended' ? null : fallbackNumber);
  return response.toString();
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

function farewell(response: InstanceType<typeof VoiceResponse>, sentence: string, fallbackNumber: string | null): void {
  if (fallbackNumber === null) {
    response.say(sentence);
  } else {
    response.say('Please hold while we connect you.');
    response.dial({ timeout: fallbackRingSeconds }, fallbackNumber);
    response.say(sentence);
  }
  response.hangup();
}
