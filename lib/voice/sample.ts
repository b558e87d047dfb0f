import { z } from 'zod';
import type { PaidFor } from '@/lib/contracts/usage';
import { voices } from '@/lib/contracts/voice';
import { AppError } from '@/lib/platform/errors';
import { wavOf } from './wav';

/** What a person may have read aloud: a greeting and its notices. */
export const sampleSchema = z.strictObject({
  voice: z.enum(voices),
  speed: z.number().min(0.8).max(1.3),
  text: z.string().trim().min(1, 'Write a greeting first.').max(900),
});

export type SampleRequest = z.infer<typeof sampleSchema>;
export type VoiceService = { apiKey: string; baseUrl: string };

/** The part of a socket that a sample needs; `ws` has it. */
export interface SampleSocket {
  send(text: string): void;
  close(): void;
  on(event: 'open' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'message', listener: (data: { toString(): string }) => void): unknown;
}
export type OpenSocket = (url: string, headers: Record<string, string>) => SampleSocket;

const sampleRate = 24_000;
const maxSampleSeconds = 60;
const maxSampleMs = 30_000;
const samplingModel = 'gpt-realtime-2.1-mini';

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session.updated') }),
  z.object({ type: z.literal('response.output_audio.delta'), delta: z.string() }),
  z.object({
    type: z.literal('response.done'),
    response: z.object({
      id: z.string().optional(),
      status: z.string(),
      usage: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
  z.object({ type: z.literal('error'), error: z.object({ message: z.string().optional() }) }),
]);

/**
 * The words in the voice, as a WAV: spoken by the same service that speaks on calls, on a connection of its own. What that
 * cost is told even where nothing came of it.
 */
export function speakSample(
  request: SampleRequest,
  { apiKey, baseUrl }: VoiceService,
  open: OpenSocket,
  paid: (paid: PaidFor) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const url = `${baseUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/realtime?model=${samplingModel}`;
  const socket = open(url, { authorization: `Bearer ${apiKey}` });
  const heard: Uint8Array[] = [];

  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    const deadline = setTimeout(() => fail(new Error('The sample took too long.')), maxSampleMs);
    const fail = (cause: Error) => {
      clearTimeout(deadline);
      reject(new AppError('unavailable', 'The voice could not be reached. Try again shortly.', { cause }));
      socket.close();
    };

    socket.on('error', fail);
    socket.on('close', () => fail(new Error('The voice hung up.')));
    socket.on('message', (data) => {
      const event = parseEvent(data.toString());
      if (event?.type === 'session.updated') socket.send(JSON.stringify(readAloud(request)));
      if (event?.type === 'response.output_audio.delta') heard.push(Buffer.from(event.delta, 'base64'));
      if (event?.type === 'error') fail(new Error(event.error.message));
      if (event?.type !== 'response.done') return;

      const { id: providerId, usage: raw } = event.response;
      if (providerId && raw) paid({ kind: 'clip', providerId, model: samplingModel, raw });
      if (event.response.status !== 'completed' || heard.length === 0) return fail(new Error(event.response.status));
      clearTimeout(deadline);
      resolve(wavOf(Buffer.concat(heard).subarray(0, sampleRate * 2 * maxSampleSeconds), sampleRate));
      socket.close();
    });
    socket.on('open', () => socket.send(JSON.stringify(takeTheVoice(request))));
  });
}

function takeTheVoice({ voice, speed }: SampleRequest) {
  const format = { type: 'audio/pcm', rate: sampleRate };
  return {
    type: 'session.update',
    session: {
      type: 'realtime',
      output_modalities: ['audio'],
      instructions: 'You read texts aloud, word for word. You never add, answer or leave out anything.',
      audio: { input: { format, turn_detection: null }, output: { format, voice, speed } },
    },
  };
}

function readAloud({ text }: SampleRequest) {
  const words = text.replaceAll('"', "'");
  return {
    type: 'response.create',
    response: { conversation: 'none', input: [], instructions: `Say exactly this, word for word: "${words}"` },
  };
}

function parseEvent(text: string): z.infer<typeof eventSchema> | null {
  try {
    const event = eventSchema.safeParse(JSON.parse(text));
    return event.success ? event.data : null;
  } catch {
    return null;
  }
}
