import { z } from 'zod';
import { phoneSchema } from '@/lib/contracts/phone';
import { answerJson, type Exchange, HttpRefusal, type Route, readBody, readJson } from '../http-exchange';
import type { PracticeTexts } from '../twilio-rest/texts';
import { pagePolicy, show } from './mailbox-routes';
import { textsPage } from './texts-page';

const mostBytes = 16 * 1024;
const textSchema = z.strictObject({ from: phoneSchema, to: phoneSchema, body: z.string().trim().min(1).max(1600) });
const usual = { from: '+12025550177', to: '+12025550101', body: '' };

export function textsRoutes(texts: PracticeTexts): Route[] {
  const page = (exchange: Exchange, problem: string | null, typed = usual) =>
    show(
      exchange,
      pagePolicy.replace("form-action 'none'", "form-action 'self'"),
      textsPage({ texts: texts.list(), problem, typed }),
    );

  async function sendFromPage(exchange: Exchange): Promise<void> {
    const { origin, host } = exchange.request.headers;
    if (origin !== undefined && origin !== `http://${host}`) {
      throw new HttpRefusal(403, 'Texts are sent from this page only.');
    }
    const form = new URLSearchParams((await readBody(exchange, mostBytes)).toString('utf8'));
    const typed = { from: form.get('from') ?? '', to: form.get('to') ?? '', body: form.get('body') ?? '' };
    const text = textSchema.safeParse(typed);
    if (!text.success) return page(exchange, text.error.issues[0]?.message ?? 'Fill in all of it.', typed);
    try {
      await texts.receive(text.data);
    } catch {
      return page(exchange, 'Nobody answers: is the realtime server running?', typed);
    }
    exchange.response.writeHead(303, { Location: '/mailbox/texts' }).end();
  }

  return [
    { method: 'GET', path: /^\/mailbox\/texts\/?$/, handle: (exchange) => page(exchange, null) },
    { method: 'POST', path: /^\/mailbox\/texts$/, handle: sendFromPage },
    {
      method: 'GET',
      path: /^\/mailbox\/texts\.json$/,
      handle: (exchange) => answerJson(exchange, 200, texts.list()),
    },
    {
      method: 'POST',
      path: /^\/carrier\/texts$/,
      async handle(exchange) {
        const text = textSchema.safeParse(await readJson(exchange, mostBytes));
        if (!text.success) throw new HttpRefusal(400, z.prettifyError(text.error));
        answerJson(exchange, 201, await texts.receive(text.data));
      },
    },
  ];
}
