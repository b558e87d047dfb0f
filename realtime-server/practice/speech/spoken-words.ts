import { pcmFromMuLaw } from '../sound/mu-law';
import { decibels, loudness } from '../sound/pcm';

const frameBytes = 160;
const keyBytes = 24;
const voicedDecibels = -42;
const wholeShare = 0.85;
const leastShare = 0.25;

type Sentence = { text: string; muLaw: Buffer; voicedAt: number[] };
type Anchor = { sentence: Sentence; at: number };
type Sighting = { sentence: Sentence; from: number; to: number; frames: number; firstAt: number; lastAt: number };

export type HeardSentence = { text: string; whole: boolean; fromMs: number; toMs: number };

export type SpokenWords = {
  register(text: string, muLaw: Uint8Array): void;
  /** The words whose very frames are in this audio, in the order heard. A dash stands where a sentence was cut. */
  recognise(muLaw: Uint8Array): HeardSentence[];
};

function voicedFrames(muLaw: Buffer): number[] {
  const offsets: number[] = [];
  for (let at = 0; at + frameBytes <= muLaw.length; at += frameBytes) {
    if (decibels(loudness(pcmFromMuLaw(muLaw.subarray(at, at + frameBytes)))) > voicedDecibels) offsets.push(at);
  }
  return offsets;
}

function keyAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + keyBytes);
}

function wordsHeard({ sentence, firstAt, lastAt }: Sighting): string {
  const words = sentence.text.split(' ');
  const [start, end] = [sentence.voicedAt[0] ?? 0, (sentence.voicedAt.at(-1) ?? 0) + frameBytes];
  const indexAt = (at: number) => Math.round((words.length * (at - start)) / (end - start));
  const first = Math.min(words.length - 1, indexAt(firstAt));
  const last = Math.max(first + 1, indexAt(lastAt + frameBytes));
  return [first > 0 ? '—' : '', ...words.slice(first, last), last < words.length ? '—' : ''].join(' ').trim();
}

/** Both parties of a practice call speak words we chose; each side knows them again by their sound alone. */
export function makeSpokenWords(keep = 800): SpokenWords {
  const sentences = new Map<string, Sentence>();
  const anchors = new Map<string, Anchor[]>();

  function forget(name: string, sentence: Sentence): void {
    sentences.delete(name);
    for (const at of sentence.voicedAt) {
      const key = keyAt(sentence.muLaw, at);
      const left = anchors.get(key)?.filter((anchor) => anchor.sentence !== sentence) ?? [];
      if (left.length > 0) anchors.set(key, left);
      else anchors.delete(key);
    }
  }

  function register(text: string, muLaw: Uint8Array): void {
    const sound = Buffer.from(muLaw);
    const name = `${sound.length}:${text}:${sound.toString('base64', sound.length >> 1, (sound.length >> 1) + 96)}`;
    if (sentences.has(name)) return;

    const sentence: Sentence = { text, muLaw: sound, voicedAt: voicedFrames(sound) };
    sentences.set(name, sentence);
    for (const at of sentence.voicedAt) {
      const key = keyAt(sound, at);
      anchors.set(key, [...(anchors.get(key) ?? []), { sentence, at }]);
    }
    for (const [oldName, old] of sentences) {
      if (sentences.size <= keep) break;
      forget(oldName, old);
    }
  }

  function sightingsIn(audio: Buffer): Sighting[] {
    const sightings: Sighting[] = [];
    for (let at = 0; at + frameBytes <= audio.length; at++) {
      const frame = audio.subarray(at, at + frameBytes);
      for (const anchor of anchors.get(keyAt(audio, at)) ?? []) {
        if (!frame.equals(anchor.sentence.muLaw.subarray(anchor.at, anchor.at + frameBytes))) continue;
        const open = sightings.findLast(({ sentence }) => sentence === anchor.sentence);
        if (open && open.lastAt < anchor.at) {
          Object.assign(open, { frames: open.frames + 1, lastAt: anchor.at, to: at + frameBytes });
        } else {
          sightings.push({
            sentence: anchor.sentence,
            from: at,
            to: at + frameBytes,
            frames: 1,
            firstAt: anchor.at,
            lastAt: anchor.at,
          });
        }
      }
    }
    return sightings;
  }

  function recognise(muLaw: Uint8Array): HeardSentence[] {
    const audio = Buffer.from(muLaw.buffer, muLaw.byteOffset, muLaw.byteLength);
    const share = ({ sentence, frames }: Sighting) => frames / (sentence.voicedAt.length || 1);
    const best = sightingsIn(audio)
      .filter((sighting) => share(sighting) >= leastShare)
      .sort((a, b) => b.frames - a.frames || share(b) - share(a));

    const kept: Sighting[] = [];
    for (const sighting of best) {
      if (!kept.some(({ from, to }) => sighting.from < to && from < sighting.to)) kept.push(sighting);
    }
    return kept
      .sort((a, b) => a.from - b.from)
      .map((sighting) => {
        const whole = share(sighting) >= wholeShare;
        const text = whole ? sighting.sentence.text : wordsHeard(sighting);
        return { text, whole, fromMs: Math.round(sighting.from / 8), toMs: Math.round(sighting.to / 8) };
      });
  }

  return { register, recognise };
}
