import { textLine } from '@/lib/billing/prices';
import { type PhoneCodes, phoneCodeText } from '@/lib/member/phone-code';
import { beginPhoneCode, failPhoneCode, finishPhoneCode } from '@/lib/member/write';
import { sizeOfText } from '@/lib/text/segments';
import { type TextCarrier, TextRefused } from '../ports/text-carrier';
import type { NoteCosts } from './costs';
import type { Handler } from './runner';

type Deps = { carrier: TextCarrier; codes: PhoneCodes; noteCosts: NoteCosts };

/**
 * A code to a member's own telephone. It is made here and goes to the carrier alone: neither the job nor the database
 * holds what it says. Tried again, it is another code, and the last one counts.
 */
export function makeSendPhoneCode({ carrier, codes, noteCosts }: Deps): Handler {
  return async ({ db, payload }) => {
    const code = codes.make();
    const wanted = await beginPhoneCode(db, codes.hashOf(String(payload.codeId), code));
    if (!wanted) return 'done';
    try {
      const { from, to, business } = wanted;
      const body = phoneCodeText(business, code);
      const { sid: providerId, segments } = await carrier.send({ ...wanted, body });
      const raw = { segments: segments ?? sizeOfText(body).segments };
      await noteCosts(db, { kind: 'text', providerId, model: textLine('outbound', from, to), raw }, { line: from });
      await finishPhoneCode(db);
    } catch (err) {
      if (!(err instanceof TextRefused)) throw err;
      await failPhoneCode(db, err.message);
    }
    return 'ended';
  };
}
