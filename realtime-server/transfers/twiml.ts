import twilio from 'twilio';
import type { TransferUrls } from '../ports/transfers';

const { VoiceResponse } = twilio.twiml;

/** Nobody talks longer than this over a line of ours. */
export const longestTalkSeconds = 2 * 60 * 60;
const choiceSeconds = 6;

type Blind = { phone: string; ourNumber: string | null; ringSeconds: number; urls: TransferUrls };

/** The caller hears it ring, and has whoever picks up. */
export function dialBlind({ phone, ourNumber, ringSeconds, urls }: Blind): string {
  const response = new VoiceResponse();
  const dial = response.dial({
    ...{ timeout: ringSeconds, answerOnBridge: true, timeLimit: longestTalkSeconds },
    ...(ourNumber !== null && { callerId: ourNumber }),
    ...{ action: urls.ended, method: 'POST' },
  });
  dial.number(
    {
      statusCallback: urls.legStatus,
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    },
    phone,
  );
  return response.toString();
}

type Room = { transferId: string; urls: TransferUrls };

const roomName = (transferId: string) => `transfer-${transferId}`;

/** The caller waits in a room of their own, which opens when somebody takes the call. */
export function waitInRoom({ transferId, urls }: Room): string {
  const response = new VoiceResponse();
  const dial = response.dial({ timeLimit: longestTalkSeconds, action: urls.ended, method: 'POST' });
  dial.conference(
    {
      ...{ startConferenceOnEnter: false, endConferenceOnExit: true, beep: 'false', maxParticipants: 2 },
      ...{ waitUrl: urls.hold, waitMethod: 'POST' },
    },
    roomName(transferId),
  );
  return response.toString();
}

export function enterRoom(transferId: string): string {
  const response = new VoiceResponse();
  const dial = response.dial({ timeLimit: longestTalkSeconds });
  dial.conference(
    { startConferenceOnEnter: true, endConferenceOnExit: true, beep: 'false', maxParticipants: 2 },
    roomName(transferId),
  );
  return response.toString();
}

/** Asked for again and again while the caller waits. */
export function hold({ label, isLong, urls }: { label: string; isLong: boolean; urls: TransferUrls }): string {
  const response = new VoiceResponse();
  if (isLong) response.say(`I am still trying to reach ${label}. Thank you for holding.`);
  response.play({ loop: 2 }, urls.ringing);
  return response.toString();
}

const keys = 'To take the call, press 1. To decline, press 2. To send the caller to voicemail, press 3.';

/** No key is no: whatever answers a telephone by itself presses none. */
export function whisper({ summary, urls }: { summary: string; urls: TransferUrls }): string {
  const response = new VoiceResponse();
  for (const words of [`${summary} ${keys}`, keys]) {
    const gather = response.gather({ numDigits: 1, timeout: choiceSeconds, action: urls.choice, method: 'POST' });
    gather.say(words);
  }
  return lastWords(response, 'No key was pressed, so the caller is not connected. Goodbye.');
}

export function goodbye(sentence: string): string {
  return lastWords(new VoiceResponse(), sentence);
}

export function askAgain(urls: TransferUrls): string {
  const response = new VoiceResponse();
  response.redirect({ method: 'POST' }, urls.whisper);
  return response.toString();
}

function lastWords(response: InstanceType<typeof VoiceResponse>, sentence: string): string {
  response.say(sentence);
  response.hangup();
  return response.toString();
}
