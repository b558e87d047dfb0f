import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import type { Log } from '@/lib/platform/log';
import { decide } from './answers/decide';
import { makeCarrier } from './carrier/carrier';
import { carrierRoutes } from './carrier/carrier-routes';
import { makeClock, type PracticeClock } from './clock';
import { answerJson, HttpRefusal, isLocal, type Route } from './http-exchange';
import { openMailbox } from './mailbox/mail-catcher';
import { mailboxRoutes } from './mailbox/mailbox-routes';
import { textsRoutes } from './mailbox/texts-routes';
import { modelRoutes } from './model/model-routes';
import { makeModelServer } from './model/model-server';
import { makeScriptBook, type ScriptInput } from './model/script';
import { scriptRoutes } from './model/script-routes';
import { openRememberedWords } from './speech/remembered-words';
import { makeSpeech, type Speech } from './speech/speech';
import { makeSpokenWords } from './speech/spoken-words';
import { makePracticeTexts } from './twilio-rest/texts';
import { twilioRoutes } from './twilio-rest/twilio-routes';

export type PracticeOptions = {
  log: Log;
  dataDir: string;
  apiKey: string;
  twilio: { accountSid: string | null; authToken: string };
  realtimeUrl: string;
  clock?: PracticeClock;
  speech?: Speech;
  /** Present: tests may steer the model and read what it was sent. */
  script?: ScriptInput;
};

const anyAccount = `AC${'0'.repeat(32)}`;
const thisMachine = '127.0.0.1';

export type Practice = {
  /** Port 0 finds a free one. */
  listen(ports: { http: number; smtp: number }): Promise<{ http: number; smtp: number }>;
  close(): Promise<void>;
};

/** The model, the carrier, its REST API and the mailbox: one process, this machine only. */
export function buildPractice(options: PracticeOptions): Practice {
  const { log, dataDir } = options;
  const clock = options.clock ?? makeClock();
  const speech = options.speech ?? makeSpeech();
  const spokenWords = makeSpokenWords();
  const script = makeScriptBook(options.script);
  const account = { sid: options.twilio.accountSid ?? anyAccount, authToken: options.twilio.authToken };

  const { remember } = openRememberedWords(dataDir, speech, spokenWords);
  const model = makeModelServer(options.apiKey, { clock, speech, spokenWords, script, decide, remember });
  const carrier = makeCarrier({
    clock,
    speech,
    spokenWords,
    account,
    dataDir,
    realtimeUrl: options.realtimeUrl,
    restUrl: () => `http://${thisMachine}:${portOf(http.address())}/twilio`,
  });
  const mailbox = openMailbox(dataDir, log);
  const texts = makePracticeTexts({ account, dataDir, realtimeUrl: options.realtimeUrl, clock, log });
  const routes: Route[] = [
    ...carrierRoutes(carrier),
    ...twilioRoutes({ carrier, account, dataDir, texts }),
    ...textsRoutes(texts),
    ...mailboxRoutes(mailbox),
    ...modelRoutes(options.apiKey),
    ...(options.script ? scriptRoutes(script, model) : []),
    { method: 'GET', path: /^\/health$/, handle: (exchange) => answerJson(exchange, 200, { status: 'ok' }) },
  ];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://practice');
    const exchange = { request, response, url, caught: [] as string[] };
    try {
      if (!isLocal(request.headers.host)) throw new HttpRefusal(403, 'Practice answers this machine only.');
      const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
      if (!route) throw new HttpRefusal(404, 'There is nothing here.');
      await route.handle({ ...exchange, caught: (route.path.exec(url.pathname) ?? []).slice(1) });
    } catch (error) {
      const refused = error instanceof HttpRefusal ? error : undefined;
      if (!refused) log.error({ err: error }, 'A practice request failed');
      if (response.headersSent) response.end();
      else answerJson(exchange, refused?.status ?? 500, { message: refused?.message ?? 'Something went wrong.' });
    }
  }

  const http = createServer((request, response) => void serve(request, response));
  http.on('upgrade', (request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://practice');
    if (pathname === '/v1/realtime' && isLocal(request.headers.host)) model.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });

  return {
    async listen(ports) {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(ports.http, thisMachine, resolve);
      });
      const smtp = await mailbox.listen(ports.smtp, thisMachine);
      return { http: portOf(http.address()), smtp };
    },
    async close() {
      await carrier.close();
      model.close();
      http.closeAllConnections();
      await Promise.all([mailbox.close(), speech.close(), new Promise((resolve) => http.close(resolve))]);
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' && isIP(address.address) ? address.port : 0;
}
