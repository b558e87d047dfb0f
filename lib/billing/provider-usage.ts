import { z } from 'zod';

/** Cached tokens are among the tokens in, never beside them. */
export type Tokens = {
  textIn: number;
  textCached: number;
  audioIn: number;
  audioCached: number;
  textOut: number;
  audioOut: number;
};

/** More than any session can hold: a provider that says so is not believed. */
const mostTokens = 1_000_000_000;
const count = z.number().int().min(0).max(mostTokens).catch(0);
const byModality = z.object({ text_tokens: count, audio_tokens: count });
const nothing = { text_tokens: 0, audio_tokens: 0 };

const responseUsage = z.object({
  input_tokens: count,
  output_tokens: count,
  input_token_details: byModality
    .extend({ cached_tokens: count, cached_tokens_details: byModality.catch(nothing) })
    .catch({ ...nothing, cached_tokens: 0, cached_tokens_details: nothing }),
  output_token_details: byModality.catch(nothing),
});

/** The tokens of a response, whatever of them the provider left out; what it names no modality for is text. */
export function readTokens(raw: Record<string, unknown>): Tokens {
  const {
    input_tokens,
    output_tokens,
    input_token_details: given,
    output_token_details: made,
  } = responseUsage.parse(raw);
  const textIn = given.text_tokens + Math.max(0, input_tokens - given.text_tokens - given.audio_tokens);
  const textOut = made.text_tokens + Math.max(0, output_tokens - made.text_tokens - made.audio_tokens);

  const named = given.cached_tokens_details;
  const unnamed = Math.max(0, given.cached_tokens - named.text_tokens - named.audio_tokens);
  const textCached = Math.min(textIn, named.text_tokens + unnamed);
  const rest = named.text_tokens + unnamed - textCached;
  const audioCached = Math.min(given.audio_tokens, named.audio_tokens + Math.min(rest, unnamed));

  return { textIn, textCached, audioIn: given.audio_tokens, audioCached, textOut, audioOut: made.audio_tokens };
}

const audioTokenMs = 100;
const mostSeconds = 100_000;
const seconds = z.number().min(0).max(mostSeconds);

/** How long the sound was whose words were written down. Told in tokens, it is counted at the provider's 100 ms each. */
export function readSoundMs(raw: Record<string, unknown>): number {
  const told = seconds.safeParse(raw.seconds);
  if (told.success) return Math.round(told.data * 1000);
  const { input_tokens, input_token_details } = responseUsage.parse(raw);
  return (input_token_details.audio_tokens || input_tokens) * audioTokenMs;
}

export function readMinutes(raw: Record<string, unknown>): number {
  return count.parse(raw.minutes);
}

const textUsage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).catch({ cached_tokens: 0 }),
});

/** Of models that read and write alone; cached tokens are among the tokens in. */
export function readTextTokens(raw: Record<string, unknown>): { in: number; cached: number; out: number } {
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = textUsage.parse(raw);
  return {
    in: prompt_tokens,
    cached: Math.min(prompt_tokens, prompt_tokens_details.cached_tokens),
    out: completion_tokens,
  };
}

export function readSegments(raw: Record<string, unknown>): number {
  return count.parse(raw.segments);
}
