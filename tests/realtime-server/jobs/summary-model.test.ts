import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { callStorage } from '@/lib/platform/database';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintTenantId } from '@/lib/platform/ids';
import type { ModelAnswer } from '@/lib/summary/by-model';
import type { SaidCall } from '@/lib/summary/said';
import type { SummaryToSave } from '@/lib/summary/write';
import type { NoteCosts } from '@/realtime-server/jobs/costs';
import { makeSummarizeCall, type SummaryModel } from '@/realtime-server/jobs/summarize-call';
import { makeSummaryModel } from '@/realtime-server/jobs/summary-model';
import { testKeys } from '../../support/database';

const call: SaidCall = {
  endReason: 'caller_hung_up',
  messages: [],
  turns: [{ sequence: 1, speaker: 'caller', text: 'Do you repair pu\u200bmps?', startedMs: 0, endedMs: 2000 }],
};
const answer: ModelAnswer = {
  title: 'Asks about pumps\u202e',
  summary: 'They asked whether we repair pumps.',
  they_want: ['A repair'],
  we_promised: [],
  you_should: ['Ring them'],
  outcome: 'needs_you',
  sentiment: 'neutral',
  urgency: 'normal',
  facts: [],
};

let server: Server | undefined;
afterEach(() => void server?.close());

type Asked = { path?: string; authorization?: string; body: string };

/** A text endpoint that gives these answers, and what it was asked. */
async function startEndpoint(
  ...answers: { status: number; body: unknown }[]
): Promise<{ baseUrl: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ path: request.url, authorization: request.headers.authorization, body });
    const next = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(next.status, { 'content-type': 'application/json' }).end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

const completion = (content: string, finish_reason = 'stop') => ({
  status: 200,
  body: {
    id: 'c',
    object: 'chat.completion',
    model: 'some-model-2026-01-01',
    usage: { prompt_tokens: 900, completion_tokens: 80, total_tokens: 980 },
    choices: [{ index: 0, finish_reason, message: { role: 'assistant', content } }],
  },
});
const signal = new AbortController().signal;
const unpaid = async () => {};
const account = (baseUrl: string) => ({ apiKey: 'sk-test-key', baseUrl, textModel: 'some-model' });

describe('the text model', () => {
  it('is asked once, at our address, with our key and a schema it cannot leave', async () => {
    const { baseUrl, asked } = await startEndpoint(completion(JSON.stringify(answer)));

    const content = await makeSummaryModel(account(baseUrl)).summarize(call, signal, unpaid);

    expect(content).toMatchObject({ summary: answer.summary, youShould: ['Ring them'], outcome: 'needs_you' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer sk-test-key' });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      model: 'some-model',
      store: false,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    });
  });

  it.each([
    ['an error', { status: 500, body: {} }],
    ['half an answer', completion('{"title":', 'length')],
    ['another shape', completion('{"title": "x"}')],
    ['no JSON', completion('Sure! Here is your summary.')],
  ])('that gives %s has failed, and nothing of it is kept', async (_, given) => {
    const { baseUrl, asked } = await startEndpoint(given);

    await expect(makeSummaryModel(account(baseUrl)).summarize(call, signal, unpaid)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe('summing up', () => {
  const db = callStorage('token', databaseEnv({ ...testKeys, SUPABASE_URL: 'http://127.0.0.1:9' }));

  async function sumUp(
    model: SummaryModel | null,
    isLastAttempt = false,
    noteCosts: NoteCosts = unpaid,
  ): Promise<SummaryToSave[]> {
    const saved: SummaryToSave[] = [];
    const handler = makeSummarizeCall({
      read: async () => call,
      save: async (_, summary) => saved.push(summary) > 0,
      model,
      noteCosts,
      log: pino({ level: 'silent' }),
    });
    const tenantId = mintTenantId('aaaaaaaa-0000-4000-8000-000000000001');
    await handler({
      id: 'job',
      tenantId,
      payload: { callId: 'aaaaaaaa-0000-4000-8000-000000000100' },
      db,
      isLastAttempt,
      signal,
    });
    return saved;
  }

  const broken: SummaryModel = { name: 'some-model', summarize: async () => Promise.reject(new Error('Away.')) };

  it('keeps what can be seen and nothing else, and says who wrote it', async () => {
    const { baseUrl } = await startEndpoint(completion(JSON.stringify(answer)));
    const [byModel] = await sumUp(makeSummaryModel(account(baseUrl)));
    const [byRule] = await sumUp(null);

    expect(byModel).toMatchObject({ writtenBy: 'some-model', content: { title: 'Asks about pumps' } });
    expect(byModel?.followUp).toEqual({ title: 'Ring them', detail: 'Asks about pumps', urgent: false });
    expect(byRule).toMatchObject({ writtenBy: 'rule', content: { title: 'Do you repair pumps?' } });
  });

  it('is tried again while the model is away, and done by rule when it stays away', async () => {
    await expect(sumUp(broken)).rejects.toThrow('Away.');

    expect(await sumUp(broken, true)).toMatchObject([{ writtenBy: 'rule' }]);
  });

  it.each([
    ['a summary', completion(JSON.stringify(answer))],
    ['half an answer', completion('{"title":', 'length')],
    ['no JSON', completion('Sure! Here is your summary.')],
  ])('pays for %s by the provider’s own figures, for this call', async (_, given) => {
    const paid: unknown[] = [];
    const { baseUrl } = await startEndpoint(given);
    await sumUp(makeSummaryModel(account(baseUrl)), true, async (_, cost, of) => void paid.push([cost, of]));

    const raw = { prompt_tokens: 900, completion_tokens: 80, total_tokens: 980 };
    expect(paid).toEqual([
      [
        { kind: 'summary', providerId: 'c', model: 'some-model-2026-01-01', raw },
        { callId: 'aaaaaaaa-0000-4000-8000-000000000100' },
      ],
    ]);
  });

  it('pays nothing where the provider failed, or where rules do it', async () => {
    const paid: unknown[] = [];
    const note: NoteCosts = async (_, cost) => void paid.push(cost);
    const { baseUrl } = await startEndpoint({ status: 500, body: {} });
    await sumUp(makeSummaryModel(account(baseUrl)), true, note);
    await sumUp(null, false, note);

    expect(paid).toEqual([]);
  });
});
