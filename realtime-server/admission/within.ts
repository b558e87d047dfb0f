import type { Clock } from '@/lib/platform/clock';

/** Rejects when the work takes longer. */
export function within<Result>(work: Promise<Result>, limitMs: number, clock: Clock): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimeout(() => reject(new Error('It took too long.')), limitMs);
    work.then(resolve, reject).finally(cancel);
  });
}
