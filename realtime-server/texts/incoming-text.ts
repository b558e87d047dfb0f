import twilio from 'twilio';
import { z } from 'zod';
import { visibleText } from '@/lib/agent/plain-text';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { keywordIn } from '@/lib/text/keyword';
import { longestText } from '@/lib/text/template';
import { receiveText } from '@/lib/text/write';
import { type Answer, answerOf, type SignedForm } from './signed-form';

const incomingSchema = z.object({
  MessageSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  From: z.string().min(1).max(40),
  To: z.string().min(1).max(40),
  Body: z.string().max(10_000).default(''),
  NumMedia: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('0'),
  /** Present where the carrier has dealt with the keyword itself, and answered it. */
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});

/** A text came in. It is stored, obeyed and answered once, in one round trip, however often we are told. */
export function makeIncomingText({ service, log }: { service: Db; log: Log }) {
  return async function incomingText(params: SignedForm): Promise<Answer> {
    const parsed = incomingSchema.safeParse(params);
    if (!parsed.success) return answerOf(400, 'Bad request.');
    const { MessageSid, From, To, Body, NumMedia, OptOutType } = parsed.data;

    try {
      const received = await receiveText(service, {
        sid: MessageSid,
        from: From,
        to: To,
        body: wordsOf(Body, Number(NumMedia)),
        keyword: OptOutType ? lower[OptOutType] : keywordIn(Body),
        isAnswered: OptOutType !== undefined,
      });
      if (received.result === 'unknown_number') log.warn({ to: To }, 'A text came to a number that is nobody’s');
      if (received.result === 'limited') log.warn('A number sends more texts than are stored');
      return twimlOf(received.result === 'stored' ? received.reply : null);
    } catch (err) {
      log.error({ err, messageSid: MessageSid }, 'A text that came in was not stored');
      return answerOf(503, 'Try again.');
    }
  };
}

const lower = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** As data: what cannot be seen goes, and what is not words is named. */
function wordsOf(body: string, media: number): string {
  const files = media > 0 ? `[${media === 1 ? 'a picture or file' : `${media} pictures or files`}]` : '';
  return [visibleText(body).trim(), files].filter(Boolean).join('\n').slice(0, longestText);
}

function twimlOf(reply: string | null): Answer {
  const response = new twilio.twiml.MessagingResponse();
  if (reply) response.message(reply);
  return { status: 200, contentType: 'text/xml; charset=utf-8', body: response.toString() };
}
