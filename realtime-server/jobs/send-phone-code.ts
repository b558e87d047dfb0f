import { type PhoneCodes, phoneCodeText } from '@/lib/member/phone-code';
import { beginPhoneCode, failPhoneCode, finishPhoneCode } from '@/lib/member/write';
import { type TextCarrier, TextRefused } from '../ports/text-carrier';
import type { Handler } from './runner';

/**
 * A code to a member's own telephone. It is made here and goes to the carrier alone: neither the job nor the database
 * holds what it says. Tried again, it is another code, and the last one counts.
 */
export function makeSendPhoneCode({ carrier, codes }: { carrier: TextCarrier; codes: PhoneCodes }): Handler {
  return async ({ db, payload }) => {
    const code = codes.make();
    const wanted = await beginPhoneCode(db, codes.hashOf(String(payload.codeId), code));
    if (!wanted) return 'done';
    try {
      await carrier.send({ ...wanted, body: phoneCodeText(wanted.business, code) });
      await finishPhoneCode(db);
    } catch (err) {
      if (!(err instanceof TextRefused)) throw err;
      await failPhoneCode(db, err.message);
    }
    return 'ended';
  };
}
