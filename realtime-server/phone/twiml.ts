import twilio from 'twilio';
import type { Refusal } from '../ports/answer';
import { type Fallback, noFallback, type Voicemail } from '../ports/fallback';

const { VoiceResponse } = twilio.twiml;
type Response = InstanceType<typeof VoiceResponse>;

export type PhoneUrls = {
  stream: string;
  streamEnded: string;
  dialEnded: string;
  voicemailEnded: string;
  voicemailRecorded: string;
  staffEnded: string;
  forwardEnded: string;
};

export const fallbackRingSeconds = 25;
/** Who stops speaking for so long has said it. */
const voicemailPauseSeconds = 5;
/** Whoever held the call may be gone: another server, or the next one, answers a moment later. */
const askAgain = '#rc=5&rp=ct,rt,5xx';
export const ticketParameter = 'ticket';

export function phoneUrls(publicUrl: string): PhoneUrls {
  return {
    stream: `${publicUrl.replace(/^http/, 'ws')}/phone/media-stream`,
    streamEnded: `${publicUrl}/phone/stream-ended`,
    dialEnded: `${publicUrl}/phone/dial-ended`,
    voicemailEnded: `${publicUrl}/phone/voicemail-ended`,
    voicemailRecorded: `${publicUrl}/phone/voicemail-recorded`,
    staffEnded: `${publicUrl}/phone/staff-ended`,
    forwardEnded: `${publicUrl}/phone/forward-ended`,
  };
}

/** The stream, and a verb after it: whatever fails, the call does not end in silence. */
export function connect(call: { ticket: string; urls: PhoneUrls; fallback: Fallback }): string {
  const { streamEnded, stream } = call.urls;
  const response = new VoiceResponse();
  const opened = response.connect({ action: `${streamEnded}${askAgain}`, method: 'POST' }).stream({ url: stream });
  opened.parameter({ name: ticketParameter, value: call.ticket });
  farewell(response, { why: 'unavailable', ...call });
  return response.toString();
}

const sentences: Record<Refusal, (businessName: string | null) => string> = {
  unknown_number: () => 'We are sorry, this number is not in service. Please check it and call again. Goodbye.',
  suspended: (name) => `We are sorry, ${name ?? 'this business'} cannot take calls at the moment. Goodbye.`,
  paused: (name) =>
    `Thank you for calling ${name ?? ''}. We are not taking calls yet. Please try again later. Goodbye.`,
  busy: (name) =>
    `Thank you for calling ${name ?? ''}. All our lines are busy. Please call again in a few minutes. Goodbye.`,
  blocked: () => 'We cannot take your call. Goodbye.',
  unavailable: () =>
    'We are sorry, we cannot take your call at the moment. Please call again in a few minutes. Goodbye.',
};

/** Callers whom somebody would call back; the others are told where they stand. */
const mayLeaveVoicemail = new Set<Refusal>(['busy', 'unavailable']);

export type RefusedCall = { why: Refusal; fallback: Fallback; urls: PhoneUrls };

export function refuse({ why, fallback, urls }: RefusedCall): string {
  if (why === 'blocked') return reject();
  const response = new VoiceResponse();
  farewell(response, { why, fallback: why === 'suspended' ? { ...fallback, number: null } : fallback, urls });
  return response.toString();
}

/** Before the call is answered: it costs nobody anything. */
function reject(): string {
  const response = new VoiceResponse();
  response.reject({ reason: 'busy' });
  return response.toString();
}

type Ringing = { numbers: string[]; seconds: number; action: string };

/** All of them ring at once, and the caller hears their ringing; the action says what comes after. */
export function ring({ numbers, seconds, action }: Ringing): string {
  const response = new VoiceResponse();
  const dial = response.dial({ timeout: seconds, answerOnBridge: true, action, method: 'POST' });
  for (const number of numbers) dial.number(number);
  return response.toString();
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

/** Nothing of ours is left but words. */
export function goodbye(sentence: string): string {
  const response = new VoiceResponse();
  response.say(sentence);
  response.hangup();
  return response.toString();
}

function farewell(response: Response, { why, fallback, urls }: RefusedCall): void {
  const { number, voicemail, businessName } = fallback;
  if (number !== null) {
    response.say('Please hold while we connect you.');
    response.dial({ timeout: fallbackRingSeconds, action: urls.dialEnded, method: 'POST' }, number);
  }
  if (voicemail && mayLeaveVoicemail.has(why)) record(response, { why, voicemail, businessName, urls });
  else response.say(sentences[why](businessName));
  response.hangup();
}

type Recorded = { why: Refusal; voicemail: Voicemail; businessName: string | null; urls: PhoneUrls };

/** The verbs after it are for a caller who says nothing. */
function record(response: Response, { why, voicemail, businessName, urls }: Recorded): void {
  const who = businessName ? ` at ${businessName}` : '';
  const reason = why === 'busy' ? 'All our lines are busy' : 'We cannot take your call at the moment';
  response.say(
    voicemail.greeting ||
      `We are sorry. ${reason}. Please leave your name, your number and a message after the tone, and somebody${who} will call you back.`,
  );
  response.record({
    maxLength: voicemail.maxSeconds,
    timeout: voicemailPauseSeconds,
    finishOnKey: '#',
    playBeep: true,
    action: urls.voicemailEnded,
    method: 'POST',
    recordingStatusCallback: urls.voicemailRecorded,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed'],
  });
  response.say('We did not hear a message. Please call again. Goodbye.');
}

/** A number of ours that nobody can be found for. */
export function unnamed(why: Refusal, urls: PhoneUrls): string {
  return refuse({ why, fallback: noFallback, urls });
}
