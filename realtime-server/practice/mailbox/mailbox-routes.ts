import { createHash } from 'node:crypto';
import { answer, answerJson, type Exchange, HttpRefusal, type Route } from '../http-exchange';
import type { Mail, Mailbox } from './mail-catcher';
import { htmlDocument, listPage, mailPage, mailStyle } from './mailbox-page';

const styleHash = createHash('sha256').update(mailStyle).digest('base64');
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

export function show(exchange: Exchange, policy: string, html: string): void {
  exchange.response.setHeader('Content-Security-Policy', policy);
  answer(exchange, 200, 'text/html; charset=utf-8', html);
}

export function mailboxRoutes(mailbox: Mailbox): Route[] {
  async function wanted({ caught }: Exchange): Promise<Mail> {
    const mail = await mailbox.find(caught[0] ?? '');
    if (!mail) throw new HttpRefusal(404, 'There is no such mail.');
    return mail;
  }

  return [
    {
      method: 'GET',
      path: /^\/mailbox\.json$/,
      async handle(exchange) {
        answerJson(exchange, 200, await mailbox.list(exchange.url.searchParams.get('to') ?? undefined));
      },
    },
    {
      method: 'GET',
      path: /^\/mailbox\/?$/,
      handle: async (exchange) => show(exchange, pagePolicy, listPage(await mailbox.list())),
    },
    {
      method: 'GET',
      path: /^\/mailbox\/([0-9a-f-]+)$/,
      handle: async (exchange) => show(exchange, pagePolicy, mailPage(await wanted(exchange))),
    },
    {
      method: 'GET',
      path: /^\/mailbox\/([0-9a-f-]+)\/html$/,
      handle: async (exchange) => show(exchange, mailPolicy, htmlDocument((await wanted(exchange)).html ?? '')),
    },
  ];
}
