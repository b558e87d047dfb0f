import { visibleText } from '@/lib/agent/plain-text';
import { type Asked, askConnection } from '@/lib/connection/ask';
import { openSecrets, type SealedSecret } from '@/lib/connection/secret';
import { tellAgent } from '@/lib/connection/words';
import { originOf } from '@/lib/contracts/connection-address';
import type { Connection } from '@/lib/contracts/connections';
import type { Clock } from '@/lib/platform/clock';
import type { Vault } from '@/lib/platform/crypto';
import type { Log } from '@/lib/platform/log';
import type { OutboundPolicy } from '@/lib/platform/outbound';
import type { CallSetup } from '../ports/call-setup';
import type { CallConnections, ConnectionUse } from '../ports/connections';

type Deps = {
  /** Still sealed, under the call's own token. */
  readSecrets(tool: string): Promise<SealedSecret[]>;
  vault: Vault;
  /** Where requests may go. */
  policy: OutboundPolicy;
  clock: Clock;
  log: Log;
};

type Secrets = ReadonlyMap<string, string> | null;

/** Secrets are opened at their first use, kept for this call alone, and go nowhere but into the request. */
export function makeCallConnections(
  { callId, tenantId }: Pick<CallSetup, 'callId' | 'tenantId'>,
  { readSecrets, vault, policy, clock, log }: Deps,
): CallConnections {
  const known = new Map<string, Promise<Secrets>>();

  async function open(connection: Connection): Promise<Secrets> {
    if (connection.secretHeaders.length === 0) return new Map();
    return openSecrets(vault, tenantId, connection, await readSecrets(connection.name));
  }

  function secretsOf(connection: Connection): Promise<Secrets> {
    const secrets = known.get(connection.name) ?? open(connection);
    known.set(connection.name, secrets);
    // What could not be read is read again at the next use.
    secrets.catch(() => known.delete(connection.name));
    return secrets;
  }

  return {
    async ask(connection, input, toolCallId) {
      const startedMs = clock.monotonicMs();
      try {
        const secrets = await secretsOf(connection);
        const spentMs = clock.monotonicMs() - startedMs;
        const asking = { policy, secrets, spentMs, visible: visibleText, nowMs: () => clock.monotonicMs() };
        return asUse(
          connection,
          await askConnection(connection, input, { ...asking, idempotencyKey: `${callId}:${toolCallId}` }),
        );
      } catch (err) {
        log.error({ err, tool: connection.name }, 'The secrets of a connection could not be opened');
        const tookMs = Math.round(clock.monotonicMs() - startedMs);
        return asUse(connection, { answer: { ok: false, problem: 'unavailable' }, status: null, tookMs });
      }
    },
  };
}

function asUse({ name, method, url }: Connection, { answer, status, tookMs }: Asked): ConnectionUse {
  const outcome = answer.ok ? 'answered' : answer.problem;
  return {
    ok: answer.ok,
    told: tellAgent(answer),
    noted: { name, method, origin: originOf(url), status, tookMs, outcome },
  };
}
