import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { requireFreePorts } from '@/scripts/house/ports';
import { freePort } from '../support/ports';

let taken: Server | undefined;

function occupy(host: string): Promise<number> {
  return new Promise((resolve) => {
    taken = createServer().listen(0, host, () => {
      const address = taken?.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
}

afterEach(() => new Promise<void>((resolve) => (taken ? taken.close(() => resolve()) : resolve())));

describe('ports in use', () => {
  it.each(['127.0.0.1', '0.0.0.0'])(
    'are named with their purpose and the setting that moves them (%s)',
    async (host) => {
      const port = await occupy(host);

      const plans = [
        { port, setting: 'PORT', purpose: 'portal' },
        { port: await freePort(), setting: 'REALTIME_PORT', purpose: 'realtime server' },
      ];

      await expect(requireFreePorts(plans)).rejects.toThrow(
        `Port ${port} (portal) is in use. Set PORT to another one.`,
      );
    },
  );

  it('are refused when two settings ask for the same', async () => {
    const port = await freePort();

    const plans = [
      { port, setting: 'PORT', purpose: 'portal' },
      { port, setting: 'REALTIME_PORT', purpose: 'realtime server' },
    ];

    await expect(requireFreePorts(plans)).rejects.toThrow(`REALTIME_PORT asks for port ${port}`);
  });

  it('are waited for when what a killed start left behind is still going', async () => {
    const port = await occupy('127.0.0.1');
    const leaving = taken;
    const waiting = requireFreePorts([{ port, setting: 'PORT', purpose: 'portal' }], 5_000);

    leaving?.close();
    taken = undefined;

    await expect(waiting).resolves.toBeUndefined();
  });
});
