import { isUuid } from '@/lib/call/uuid';
import { whyNotOpen } from '@/lib/member/own-phone';
import { findOwnPhone, findPendingCode } from '@/lib/member/read';
import { readNumbers } from '@/lib/number/read';
import type { Member } from '@/lib/portal/session';
import { findLiveVersion, readDraft } from '@/lib/version/read';

/** The settings that say where calls may be passed on to, and the number that they come from. */
export async function readLine({ db, tenantId }: Member) {
  const [live, [line]] = await Promise.all([findLiveVersion(db, tenantId), readNumbers(db, tenantId)]);
  const config = live?.config ?? (await readDraft(db, tenantId)).config;
  return { config, dialedNumber: line?.e164 ?? null };
}

export async function gatherOwnPhone({ db, tenantId, userId }: Member) {
  const [phone, code, lines] = await Promise.all([
    findOwnPhone(db, tenantId, userId),
    findPendingCode(db, tenantId),
    readNumbers(db, tenantId),
  ]);
  const whyNot = code && whyNotOpen(code, new Date());
  return { phone, isCodeOpen: whyNot === '', problem: whyNot ?? '', hasLine: lines.length > 0 };
}

/** The call that somebody came from, if they did. */
export function callIn(asked: string | string[] | undefined): string | null {
  return typeof asked === 'string' && isUuid(asked) ? asked : null;
}
