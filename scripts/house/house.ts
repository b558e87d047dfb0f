import path from 'node:path';
import { type Child, type ChildPlan, keepRunning } from './child';
import { type Loudness, openChildLog } from './child-log';

export type House = {
  /** Starts one process and waits until it answers. */
  open(plan: ChildPlan): Promise<Child>;
  /** Something to end when everything does, after all that was opened later. */
  onStop(end: () => Promise<void>): void;
  /** In the reverse order of opening. Twice is harmless. */
  stop(): Promise<void>;
  /** Without waiting for anybody. */
  kill(): void;
};

export function makeHouse(
  logsDir: string,
  { loudness, show, say }: { loudness: Loudness; show: (line: string) => void; say: (line: string) => void },
): House {
  const endings: (() => Promise<void>)[] = [];
  const children: Child[] = [];
  let stopped: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    for (const end of endings.toReversed()) {
      await end().catch((error: unknown) =>
        say(error instanceof Error ? error.message : 'A process did not end well.'),
      );
    }
  }

  return {
    async open(plan) {
      const log = openChildLog(path.join(logsDir), plan.name, plan.name === 'database' ? 'nothing' : loudness, show);
      const child = keepRunning(plan, log, say);
      children.push(child);
      endings.push(() => child.stop());
      await child.ready();
      return child;
    },
    onStop: (end) => endings.push(end),
    stop: () => {
      stopped ??= endAll();
      return stopped;
    },
    kill: () => {
      for (const child of children) child.kill();
    },
  };
}
