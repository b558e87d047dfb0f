import { randomUUID } from 'node:crypto';
import OpenAI from 'openai';
import type { PaidFor } from '@/lib/contracts/usage';

/** Numbers for texts, in their order; near texts have near numbers. */
export type Embed = (
  texts: string[],
  heed?: { signal?: AbortSignal; paid?: (paid: PaidFor) => void },
) => Promise<number[][]>;

const model = 'text-embedding-3-small';
export const dimensions = 256;
const atOnce = 100;
const longest = 4_000;

export function makeEmbed({
  apiKey,
  baseUrl,
  timeoutMs,
}: {
  apiKey: string;
  baseUrl: string;
  timeoutMs: number;
}): Embed {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, timeout: timeoutMs, maxRetries: 0 });
  return async (texts, { signal, paid } = {}) => {
    const vectors: number[][] = [];
    for (let from = 0; from < texts.length; from += atOnce) {
      const input = texts.slice(from, from + atOnce).map((text) => text.slice(0, longest));
      const answer = await client.embeddings.create({ model, dimensions, input, encoding_format: 'float' }, { signal });
      // The answer itself has no id; what it was asked by has one.
      const providerId = answer._request_id ?? randomUUID();
      if (answer.usage) paid?.({ kind: 'embedding', providerId, model, raw: { ...answer.usage } });
      vectors.push(...answer.data.map(({ embedding }) => embedding));
    }
    if (vectors.length !== texts.length) throw new Error('Not every text was given its numbers.');
    return vectors;
  };
}
