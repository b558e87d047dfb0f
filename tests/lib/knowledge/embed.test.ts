import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PaidFor } from '@/lib/contracts/usage';
import { dimensions, makeEmbed } from '@/lib/knowledge/embed';
import { type Candidate, rankPassages } from '@/lib/knowledge/rank';

const bodySchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  dimensions: z.number(),
  encoding_format: z.string(),
});
type Asked = { path: string; headers: IncomingHttpHeaders; body: z.infer<typeof bodySchema> };

/** The embeddings API as its reference describes it, over real HTTP, asked by the real `openai` package. */
let api: Server;
let asked: Asked[];
let answer: 'well' | 'failing' | 'silent' | 'short';

/** A text about parking is one way, all else the other. */
const numbersOf = (text: string) =>
  Array.from({ length: dimensions }, (_, at) => (at === (/park/i.test(text) ? 0 : 1) ? 1 : 0));

beforeEach(async () => {
  asked = [];
  answer = 'well';
  api = createServer(async (request, response) => {
    const bytes: Buffer[] = [];
    for await (const piece of request) bytes.push(piece);
    const body = bodySchema.parse(JSON.parse(Buffer.concat(bytes).toString()));
    asked.push({ path: request.url ?? '', headers: request.headers, body });
    if (answer === 'silent') return;
    if (answer === 'failing')
      return response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"error":{"message":"down"}}');
    const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: numbersOf(text) }));
    response.writeHead(200, { 'Content-Type': 'application/json', 'x-request-id': `req_${asked.length}` }).end(
      JSON.stringify({
        ...{ object: 'list', model: body.model, usage: { prompt_tokens: 8, total_tokens: 8 } },
        data: answer === 'short' ? data.slice(1) : data,
      }),
    );
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  api.closeAllConnections();
  api.close();
});

function embedder(timeoutMs = 2_000) {
  const { port } = api.address() as AddressInfo;
  return makeEmbed({ apiKey: 'sk-of-the-tests', baseUrl: `http://127.0.0.1:${port}/v1`, timeoutMs });
}

describe('embeddings', () => {
  it('say what each request cost, by the provider’s figures and the request’s own id', async () => {
    const paid: PaidFor[] = [];
    await embedder()(
      Array.from({ length: 101 }, () => 'Parking'),
      { paid: (cost) => paid.push(cost) },
    );

    const each = { kind: 'embedding', model: 'text-embedding-3-small', raw: { prompt_tokens: 8, total_tokens: 8 } };
    expect(paid).toEqual([
      { ...each, providerId: 'req_1' },
      { ...each, providerId: 'req_2' },
    ]);
  });

  it('are asked for by the model, the size and the key that are set, a hundred texts at a time, in their order', async () => {
    const texts = Array.from({ length: 230 }, (_, at) => (at % 2 === 0 ? `Parking ${at}` : `Crowns ${at}`));
    const vectors = await embedder()(texts);

    expect(asked.map(({ body }) => body.input.length)).toEqual([100, 100, 30]);
    expect(asked[0]).toMatchObject({
      path: '/v1/embeddings',
      headers: { authorization: 'Bearer sk-of-the-tests' },
      body: { model: 'text-embedding-3-small', dimensions, encoding_format: 'float' },
    });
    expect(vectors).toEqual(texts.map(numbersOf));
  });

  it('cut a text that is longer than the provider takes', async () => {
    await embedder()(['x'.repeat(90_000)]);

    expect(asked[0]?.body.input[0]).toHaveLength(4_000);
  });

  it.each(['failing', 'silent', 'short'] as const)(
    'are refused, once and in time, when the provider is %s',
    async (manner) => {
      answer = manner;

      await expect(embedder(200)(['Parking', 'Crowns'])).rejects.toThrow();
      expect(asked).toHaveLength(1);
    },
  );

  it('end when whoever asked has gone', async () => {
    answer = 'silent';
    const gone = new AbortController();
    const waiting = embedder()(['Parking'], { signal: gone.signal });
    gone.abort();

    await expect(waiting).rejects.toThrow();
  });
});

it('by meaning the passage is found that shares no word with the question, and by words alone the one that does', async () => {
  const embed = embedder();
  const bodies = [
    'We have ten spaces for your car; park behind the house.',
    'A crown for your car enthusiast smile is $900.',
  ];
  const vectors = await embed(bodies);
  const passage = (body: string, at: number): Candidate => ({
    ...{ chunkId: `c${at}`, sourceId: 's', kind: 'text', title: '', page: 1, pageTitle: '', url: null, line: 1 },
    ...{ topic: '', body, headline: body, rank: 0.1, closeness: 0, embedding: vectors[at] ?? null },
  });
  const [asking] = await embed(['Is there a car park?']);
  const found = (numbers: number[] | null) =>
    rankPassages('Is there parking for enthusiasts of a smile?', bodies.map(passage), { asked: numbers }).hits[0]?.body;

  expect(found(asking ?? null)).toBe(bodies[0]);
  expect(found(null)).toBe(bodies[1]);
});
