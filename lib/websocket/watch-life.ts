import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { SwiftSocket } from './swift-socket';

type Watch = { clock: Pick<Clock, 'setInterval'>; everyMs: number; mostSilentChecks: number; onDead(): void };

/**
 * A socket can be dead without telling. Whatever comes is a sign of life, and where nothing came, its answer to a ping is;
 * by count of checks, so that a stall of our own is no silence.
 */
export function watchLife(socket: SwiftSocket, { clock, everyMs, mostSilentChecks, onDead }: Watch): CancelTimer {
  let bytesBefore = 0;
  let silentChecks = 0;
  return clock.setInterval(() => {
    const bytes = socket.bytesRead();
    silentChecks = bytes === bytesBefore ? silentChecks + 1 : 0;
    bytesBefore = bytes;
    if (silentChecks === mostSilentChecks) onDead();
    else if (silentChecks > 0) socket.ping();
  }, everyMs);
}
