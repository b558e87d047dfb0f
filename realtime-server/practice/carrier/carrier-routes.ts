import { z } from 'zod';
import { answerJson, type Exchange, HttpRefusal, type Route, readJson } from '../http-exchange';
import type { Carrier, PlacedCall, WishedCall } from './carrier';
import { dialOutcomes } from './dial-outcome';
import type { CallSummary, Happening } from './happening';

const mostBytes = 24 * 1024 * 1024;

const phone = z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be a number with its country code, like +12025550101');

export const callWishSchema = z.strictObject({
  to: phone,
  from: z.union([phone, z.literal('anonymous')]),
  steps: z
    .array(
      z.union([
        z.strictObject({ say: z.string().trim().min(1).max(1000) }),
        z.strictObject({ wav: z.base64(), name: z.string().max(200).default('a WAV file') }),
        z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,40}$/, 'may hold 0 to 9, * and #') }),
      ]),
    )
    .max(50)
    .default([]),
  interruptAfterMs: z.int().min(0).max(600_000).nullable().default(null),
  /** What becomes of those who are rung: of all, or of one after the other. */
  dialOutcome: z.union([z.enum(dialOutcomes), z.array(z.enum(dialOutcomes)).min(1).max(10)]).default('no-answer'),
  longestSeconds: z.int().min(1).max(3600).default(600),
  fallbackUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
});

export type CallWish = z.input<typeof callWishSchema>;

function wishedCall(json: unknown): WishedCall {
  const parsed = callWishSchema.safeParse(json);
  if (!parsed.success) throw new HttpRefusal(400, z.prettifyError(parsed.error));
  const { steps, longestSeconds, dialOutcome, ...rest } = parsed.data;
  return {
    ...rest,
    dialOutcomes: [dialOutcome].flat(),
    longestMs: longestSeconds * 1000,
    steps: steps.map((step) => ('wav' in step ? { wav: Buffer.from(step.wav, 'base64'), name: step.name } : step)),
  };
}

async function placeCall(carrier: Carrier, exchange: Exchange): Promise<void> {
  const { response } = exchange;
  const wish = wishedCall(await readJson(exchange, mostBytes));
  const early: Happening[] = [];
  let begun = false;
  const write = (line: Happening | CallSummary) => response.write(`${JSON.stringify(line)}\n`);
  const tell = (happening: Happening) => (begun ? write(happening) : early.push(happening));

  let placed: PlacedCall;
  try {
    placed = await carrier.place(wish, tell);
  } catch (error) {
    throw new HttpRefusal(400, error instanceof Error ? error.message : 'The call could not be placed.');
  }
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  begun = true;
  for (const happening of early) write(happening);
  // Who stops listening to the call hangs up.
  response.on('close', () => placed.call.hangUp('caller'));
  write(await placed.summary);
  response.end();
}

export function carrierRoutes(carrier: Carrier): Route[] {
  return [
    { method: 'POST', path: /^\/carrier\/calls$/, handle: (exchange) => placeCall(carrier, exchange) },
    {
      method: 'DELETE',
      path: /^\/carrier\/calls\/(CA[0-9a-f]{32})$/,
      handle(exchange) {
        const call = carrier.find(exchange.caught[0] ?? '');
        if (!call) throw new HttpRefusal(404, 'There is no such call.');
        call.hangUp('caller');
        answerJson(exchange, 200, { callSid: call.sid });
      },
    },
  ];
}
