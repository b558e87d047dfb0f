import { writeSystemEvent } from '@/lib/audit/write';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { makeRateLimit } from '@/lib/platform/rate-limit';

const inAllPerMinute = 10;
const perAddressPerMinute = 1;

/** Writes down who came with a wrong signature. A flood is counted, and leaves few rows. */
export type Refusals = { note(door: string, ipAddress: string): void };

export function makeRefusals({ service, log }: { service: Db; log: Log }): Refusals {
  const inAll = makeRateLimit({ name: 'refusals', allowed: inAllPerMinute, perSeconds: 60 });
  const perAddress = makeRateLimit({ name: 'refusals-address', allowed: perAddressPerMinute, perSeconds: 60 });
  let unwritten = 0;

  async function write(door: string, ipAddress: string): Promise<void> {
    const mine = await perAddress.take(ipAddress);
    if (!mine.allowed || !(await inAll.take('all')).allowed) {
      unwritten += 1;
      return;
    }
    const notWritten = unwritten;
    unwritten = 0;
    await writeSystemEvent(service, {
      eventType: 'phone.signature_refused',
      severity: 'warning',
      ipAddress,
      details: { door, notWritten },
    });
  }

  return {
    note(door, ipAddress) {
      log.warn({ door }, 'A wrong signature was refused');
      write(door, ipAddress).catch((err) => log.error({ err }, 'A refusal was not recorded'));
    },
  };
}
