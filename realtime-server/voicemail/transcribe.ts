import { randomUUID } from 'node:crypto';
import OpenAI, { toFile } from 'openai';
import { visibleText } from '@/lib/agent/plain-text';
import type { Transcribe } from '../ports/voicemail-sound';

const answerWithinMs = 45_000;
/** Others are shut down on 2027-02-26. */
const model = 'gpt-transcribe';

/** The provider's own; tried once, for trying again is the job's affair. */
export function makeTranscribe({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }): Transcribe {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, timeout: answerWithinMs, maxRetries: 0 });
  return async (wav, signal) => {
    const file = await toFile(wav, 'voicemail.wav', { type: 'audio/wav' });
    const answer = await client.audio.transcriptions.create({ file, model }, { signal });
    return {
      words: visibleText(answer.text).trim(),
      model,
      // The answer itself has no id; what it was asked by has one.
      providerId: answer._request_id ?? randomUUID(),
      usage: answer.usage ? { ...answer.usage } : null,
    };
  };
}
