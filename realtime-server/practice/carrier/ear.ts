import type { SpokenWords } from '../speech/spoken-words';
import type { Line } from './line';

export type HeardTurn = { fromMs: number; untilMs: number; text: string; recognised: boolean };

const endOfTurnMs = 600;
const leastVoicedMs = 80;

/**
 * Writes down what reached the caller's ear. The words are known only for speech of the practice model, by its sound;
 * anything else is told by its length.
 */
export function startEar(line: Line, words: SpokenWords, heard: (turn: HeardTurn) => void): { finish(): void } {
  let frames: Buffer[] = [];
  let fromMs = 0;
  let lastVoicedMs = 0;
  let voicedMs = 0;

  function finish(): void {
    const audio = Buffer.concat(frames);
    const untilMs = lastVoicedMs + 20;
    const enough = voicedMs >= leastVoicedMs;
    frames = [];
    voicedMs = 0;
    if (!enough) return;
    const sentences = words.recognise(audio);
    const text = sentences.map((sentence) => sentence.text).join(' ');
    const length = ((untilMs - fromMs) / 1000).toFixed(1);
    heard({ fromMs, untilMs, text: text || `(agent speech, ${length} s)`, recognised: text !== '' });
  }

  line.onFrame(({ atMs, heard: frame, heardIsVoiced }) => {
    if (frames.length === 0 && !heardIsVoiced) return;
    if (frames.length === 0) fromMs = atMs;
    frames.push(frame);
    if (heardIsVoiced) {
      lastVoicedMs = atMs;
      voicedMs += 20;
    } else if (atMs - lastVoicedMs >= endOfTurnMs) finish();
  });
  return { finish };
}
