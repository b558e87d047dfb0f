import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** `setting` is the variable that moves it. */
export type PortPlan = { port: number; setting: string; purpose: string };

export class PortsInUseError extends Error {
  override readonly name = 'PortsInUseError';

  constructor(readonly taken: readonly PortPlan[]) {
    super(
      taken
        .map(({ port, setting, purpose }) => `Port ${port} (${purpose}) is in use. Set ${setting} to another one.`)
        .join('\n'),
    );
  }
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** macOS lets two listen on one port when one of them listens on every address. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(500, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && !(await answers(port));
}

function wantedTwice(plans: readonly PortPlan[]): PortPlan[] {
  return plans.filter((plan, index) => plans.findIndex((other) => other.port === plan.port) !== index);
}

export async function findTaken(plans: readonly PortPlan[]): Promise<PortPlan[]> {
  const free = await Promise.all(plans.map((plan) => isFree(plan.port)));
  return plans.filter((_, index) => !free[index]);
}

/** Before anything is started. With patience, because what a killed start left behind is still going. */
export async function requireFreePorts(plans: readonly PortPlan[], patienceMs = 0): Promise<void> {
  const twice = wantedTwice(plans);
  if (twice.length > 0) {
    throw new Error(
      twice
        .map(({ port, setting }) => `${setting} asks for port ${port}, which is taken by another setting.`)
        .join('\n'),
    );
  }
  const deadline = performance.now() + patienceMs;
  let taken = await findTaken(plans);
  while (taken.length > 0 && performance.now() < deadline) {
    await wait(200);
    taken = await findTaken(plans);
  }
  if (taken.length > 0) throw new PortsInUseError(taken);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
