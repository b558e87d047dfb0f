import { type CarrierAccount, carrierClients } from '@/lib/platform/carrier-client';
import type { VoicemailSounds } from '../ports/voicemail-sound';

const timeoutMs = 30_000;
/** Five minutes at the carrier's widest format are a quarter of this. */
const mostBytes = 20 * 1024 * 1024;

/** Recordings under the carrier's REST API, asked for by id: an address that a webhook names is never gone to. */
export function makeTwilioVoicemail(account: CarrierAccount): VoicemailSounds {
  const clientOf = carrierClients(account, timeoutMs);

  return {
    async fetch(accountSid, recordingSid, signal) {
      const address = `${account.apiBaseUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.wav`;
      const authorization = `Basic ${Buffer.from(`${accountSid}:${account.authToken}`).toString('base64')}`;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(address, { headers: { authorization }, signal: limit });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`The carrier answered ${response.status} for a voicemail.`);
      }
      return readWithin(response, mostBytes);
    },

    async remove(accountSid, recordingSid) {
      try {
        await clientOf(accountSid).recordings(recordingSid).remove();
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
}

async function readWithin(response: Response, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > most) throw new Error('A voicemail is larger than a voicemail can be.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}
