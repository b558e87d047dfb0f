import type { CancelTimer, Clock } from '@/lib/platform/clock';

type State = 'operational' | 'unavailable';

/** Resolves when the thing answered; the signal ends the wait. */
export type HealthCheck = (signal: AbortSignal) => Promise<void>;

export type Health = {
  read(): Promise<{ status: 'healthy' | 'degraded'; services: Record<string, State> }>;
};

const keptMs = 5_000;
const answerWithinMs = 350;
const giveUpMs = 3_000;

/** What the things we lean on said last. Asked at most every five seconds, and never waited for long. */
export function makeHealth(checks: Readonly<Record<string, HealthCheck>>, clock: Clock): Health {
  const last = new Map<string, State>();
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | null = null;

  async function check(name: string, run: HealthCheck): Promise<void> {
    const controller = new AbortController();
    const cancel = clock.setTimeout(() => controller.abort(), giveUpMs);
    try {
      await run(controller.signal);
      last.set(name, 'operational');
    } catch {
      last.set(name, 'unavailable');
    } finally {
      cancel();
    }
  }

  async function checkAll(): Promise<void> {
    await Promise.all(Object.entries(checks).map(([name, run]) => check(name, run)));
    checkedAtMs = clock.monotonicMs();
    checking = null;
  }

  return {
    async read() {
      if (clock.monotonicMs() - checkedAtMs >= keptMs) {
        checking ??= checkAll();
        await firstOf(checking, answerWithinMs, clock);
      }
      const services = Object.fromEntries(Object.keys(checks).map((name) => [name, last.get(name) ?? 'unavailable']));
      const isHealthy = Object.values(services).every((state) => state === 'operational');
      return { status: isHealthy ? 'healthy' : 'degraded', services };
    },
  };
}

function firstOf(work: Promise<void>, limitMs: number, clock: Clock): Promise<void> {
  let cancel: CancelTimer = () => undefined;
  const limit = new Promise<void>((resolve) => {
    cancel = clock.setTimeout(resolve, limitMs);
  });
  return Promise.race([work, limit]).finally(() => cancel());
}
