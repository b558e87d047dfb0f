import twilio from 'twilio';
import type { Refusal } from '../ports/answer';

const { VoiceResponse } = twilio.twiml;

export type PhoneUrls = { stream: string; streamEnded: string; dialEnded: string };

const fallbackRingSeconds = 25;
export const ticketParameter = 'ticket';

export function phoneUrls(publicUrl: string): PhoneUrls {
  return {
    stream: `${publicUrl.replace(/^http/, 'ws')}/phone/media-stream`,
    streamEnded: `${publicUrl}/phone/stream-ended`,
    dialEnded: `${publicUrl}/phone/dial-ended`,
  };
}

/** The stream, and a verb after it: whatever fails, the call does not end in silence. */
export function connect(call: { ticket: string; urls: PhoneUrls; fallbackNumber: string | null }): string {
  const { streamEnded, stream } = call.urls;
  const response = new VoiceResponse();
  const opened = response.connect({ action: streamEnded, method: 'POST' }).stream({ url: stream });
  opened.parameter({ name: ticketParameter, value: call.ticket });
  farewell(response, { sentence: sentences.unavailable(null), ...call });
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

export type RefusedCall = {
  why: Refusal;
  businessName: string | null;
  /** Rung first, where one is set; the sentence is for when nobody answers there. */
  fallbackNumber: string | null;
  urls: PhoneUrls;
};

export function refuse({ why, businessName, fallbackNumber, urls }: RefusedCall): string {
  const response = new VoiceResponse();
  const sentence = sentences[why](businessName);
  farewell(response, { sentence, fallbackNumber: why === 'suspended' ? null : fallbackNumber, urls });
  return response.toString();
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

type Farewell = { sentence: string; fallbackNumber: string | null; urls: PhoneUrls };

function farewell(response: InstanceType<typeof VoiceResponse>, { sentence, fallbackNumber, urls }: Farewell): void {
  if (fallbackNumber !== null) {
    response.say('Please hold while we connect you.');
    response.dial({ timeout: fallbackRingSeconds, action: urls.dialEnded, method: 'POST' }, fallbackNumber);
  }
  response.say(sentence);
  response.hangup();
}
