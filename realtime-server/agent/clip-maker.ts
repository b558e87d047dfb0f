import type { Clock } from '@/lib/platform/clock';
import { soundOf } from '../ports/carrier';
import type { VoiceModel, VoiceModelEvent, VoiceSettings } from '../ports/voice-model';
import type { ClipRequest } from './greeting-clips';
import { sayExactly } from './say-exactly';

export type Spoken = { bytes: Buffer; words: string };
/** Null when the model could not be had, or did not finish; what it said costs all the same, and its asker is told. */
export type ClipMaker = (wanted: ClipRequest) => Promise<Spoken | null>;

const limitMs = 45_000;
/** A response that is broken off says soon what it cost. */
const accountWithinMs = 2_000;
const maxBytes = 8 * 1024 * 1024;

/** A session of its own, that nobody listens to, asked to say the words and nothing else. */
export function makeClipMaker(open: (model: string) => VoiceModel, clock: Clock): ClipMaker {
  return (wanted) =>
    new Promise((resolve) => {
      const model = open(wanted.model);
      const pieces: Buffer[] = [];
      let words = '';
      let bytes = 0;
      let owed: string | null = null;
      let isBrokenOff = false;

      function done(spoken: Spoken | null): void {
        cancelTimer();
        void model.close();
        resolve(spoken);
      }

      function breakOff(): void {
        cancelTimer();
        isBrokenOff = true;
        if (owed === null) done(null);
        else {
          model.cancelResponse(owed);
          cancelTimer = clock.setTimeout(() => done(null), accountWithinMs);
        }
      }

      function hear(event: VoiceModelEvent): void {
        if (event.type === 'ready') model.createResponse(requestFor(wanted));
        else if (event.type === 'response_started') owed = event.responseId;
        else if (event.type === 'audio') {
          const piece = soundOf(event.payload);
          bytes += piece.length;
          pieces.push(piece);
          if (bytes > maxBytes && !isBrokenOff) breakOff();
        } else if (event.type === 'agent_words_done') words = `${words} ${event.text}`.trim();
        else if (event.type === 'response_ended') {
          const { responseId: providerId, usage: raw } = event;
          if (raw) wanted.paid?.({ kind: 'clip', providerId, model: wanted.model, raw });
          const isWhole = event.status === 'completed' && !isBrokenOff;
          done(isWhole ? { bytes: Buffer.concat(pieces), words } : null);
        } else if (event.type === 'closed') done(null);
      }

      let cancelTimer = clock.setTimeout(breakOff, limitMs);
      model.listen(hear);
      model.configure(settingsFor(wanted));
    });
}

function requestFor({ text }: ClipRequest) {
  return { requestId: 'foyer_clip', instructions: sayExactly(text), mayUseTools: false, withoutHistory: true };
}

function settingsFor({ text, voice, speed, format }: ClipRequest): VoiceSettings {
  return {
    instructions: `You read texts aloud for a telephone line, word for word. ${sayExactly(text)}`,
    tools: [],
    format,
    voice,
    speed,
    turnDetection: null,
    answersByItself: true,
    noiseReduction: null,
    transcription: null,
    maxOutputTokens: 4096,
  };
}

/** The same words, whatever their case, marks and spacing. */
export function sameWords(spoken: string, text: string): boolean {
  return plainWords(spoken) === plainWords(text);
}

function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
