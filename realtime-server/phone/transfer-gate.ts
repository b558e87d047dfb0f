import { createHmac, timingSafeEqual } from 'node:crypto';
import { findCarrierCall } from '@/lib/admission/read';
import { deriveKey } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/database';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { ProvenTransfer, TransferUrls } from '../ports/transfers';

type Named = { callSid: string; transferId: string };

export type TransferGate = {
  urlsOf(transfer: Named): TransferUrls;
  /** Null when the address was not made by us, or the call is not known. */
  open(query: URLSearchParams): Promise<ProvenTransfer | null>;
};

export const transferPaths = {
  whisper: '/phone/transfer-whisper',
  choice: '/phone/transfer-choice',
  legEnded: '/phone/transfer-leg-ended',
  legStatus: '/phone/transfer-leg-status',
  hold: '/phone/transfer-hold',
  ringing: '/phone/ringing.wav',
  ended: '/phone/transfer-ended',
} as const;

type Deps = { service: Db; publicUrl: string; secret: string };

/**
 * The carrier signs every address that it asks, and so could a tenant with an account of their own: which call and which
 * transfer an address is about is proven by ourselves.
 */
export function makeTransferGate({ service, publicUrl, secret }: Deps): TransferGate {
  const key = deriveKey(secret, 'transfer');
  const proofOf = ({ callSid, transferId }: Named) =>
    createHmac('sha256', key).update(`${callSid}:${transferId}`).digest('base64url');

  return {
    urlsOf(transfer) {
      const named = { c: transfer.callSid, t: transfer.transferId, p: proofOf(transfer) };
      const url = (path: string) => `${publicUrl}${path}?${new URLSearchParams(named)}`;
      const { whisper, choice, legEnded, legStatus, hold, ringing, ended } = transferPaths;
      return {
        whisper: url(whisper),
        choice: url(choice),
        legEnded: url(legEnded),
        legStatus: url(legStatus),
        hold: url(hold),
        ringing: `${publicUrl}${ringing}`,
        ended: url(ended),
      };
    },
    async open(query) {
      const named = { callSid: query.get('c') ?? '', transferId: query.get('t') ?? '' };
      if (!isSame(query.get('p') ?? '', proofOf(named))) return null;
      const call = await findCarrierCall(service, named.callSid);
      return call && { ...named, callId: mintCallId(call.id), tenantId: mintTenantId(call.tenantId) };
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
