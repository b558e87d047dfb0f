import type { Db } from '@/lib/platform/database';
import type { TextToSend } from '@/lib/text/write';
import { type SentText, type TextCarrier, TextRefused } from '../ports/text-carrier';
import type { Handler } from './runner';

type Deps = {
  carrier: TextCarrier;
  begin(db: Db): Promise<TextToSend | null>;
  finish(db: Db, sent: SentText): Promise<boolean>;
  fail(db: Db, failed: { problem: string; isOptOut: boolean }): Promise<boolean>;
};

/**
 * Hands one text to the carrier. Whoever tries again looks first whether the carrier has it: an answer that was lost on
 * its way sends nothing twice. What else fails is tried for a day.
 */
export function makeSendText({ carrier, begin, finish, fail }: Deps): Handler {
  return async ({ db }) => {
    const text = await begin(db);
    if (!text) return 'done';
    try {
      const earlier = text.triedAt ? await carrier.findSent(text, new Date(text.triedAt), text.knownSids) : null;
      await finish(db, earlier ?? (await carrier.send(text)));
    } catch (err) {
      if (!(err instanceof TextRefused)) throw err;
      await fail(db, { problem: err.message, isOptOut: err.isOptOut });
    }
    return 'ended';
  };
}
