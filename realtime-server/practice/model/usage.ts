import type { Held } from './conversation';
import { wordsOf } from './conversation';

/** OpenAI's own rules of thumb: four letters a token, a caller's 100 ms, an assistant's 50 ms. */
const textTokens = (text: string) => Math.ceil(text.length / 4);
const itemOverhead = 4;

type Tokens = { text: number; audio: number };

function tokensOf({ item, audioMs }: Held): Tokens {
  if (audioMs === 0) {
    const named = item.type === 'function_call' ? `${item.name}${item.arguments}` : wordsOf(item);
    return { text: textTokens(named) + itemOverhead, audio: 0 };
  }
  const spoken = item.type === 'message' && item.role === 'assistant';
  return { text: itemOverhead, audio: Math.ceil(audioMs / (spoken ? 50 : 100)) };
}

function sum(all: Held[]): Tokens {
  return all
    .map(tokensOf)
    .reduce((a, b) => ({ text: a.text + b.text, audio: a.audio + b.audio }), { text: 0, audio: 0 });
}

export type Meter = ReturnType<typeof makeMeter>;

/** The whole conversation is sent again for each response; what the last one sent too comes from the cache. */
export function makeMeter() {
  let previous: Tokens & { prefix: string } = { text: 0, audio: 0, prefix: '' };

  return function measure(prefix: string, heard: Held[], said: Held[]) {
    const input = sum(heard);
    input.text += textTokens(prefix);
    const output = sum(said);

    const warm = prefix === previous.prefix ? previous : { text: 0, audio: 0 };
    const cachedText = Math.floor(Math.min(warm.text, input.text) / 64) * 64;
    const cachedAudio = Math.floor(Math.min(warm.audio, input.audio) / 64) * 64;
    previous = { ...input, prefix };

    return {
      total_tokens: input.text + input.audio + output.text + output.audio,
      input_tokens: input.text + input.audio,
      output_tokens: output.text + output.audio,
      input_token_details: {
        text_tokens: input.text,
        audio_tokens: input.audio,
        image_tokens: 0,
        cached_tokens: cachedText + cachedAudio,
        cached_tokens_details: { text_tokens: cachedText, audio_tokens: cachedAudio, image_tokens: 0 },
      },
      output_token_details: { text_tokens: output.text, audio_tokens: output.audio },
    };
  };
}
