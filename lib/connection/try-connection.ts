import type { Connection, Trial } from '@/lib/contracts/connections';
import type { Vault } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/database';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';
import type { OutboundPolicy } from '@/lib/platform/outbound';
import { askConnection } from './ask';
import { connectionInputSchema, sentInput } from './input';
import { readSealedSecrets } from './read';
import { openSecrets } from './secret';
import { tellAgent, tellOwner } from './words';

type Trying = { tenantId: TenantId; connection: Connection; given: Record<string, unknown>; idempotencyKey: string };
type Deps = { service: Db; vault: Vault; policy: OutboundPolicy; visible(text: string): string };

/** For a member who was proven to manage this tenant: who tries has pressed the button, so no caller is asked first. */
export async function tryConnection(trying: Trying, { service, vault, policy, visible }: Deps): Promise<Trial> {
  const { tenantId, connection, given, idempotencyKey } = trying;
  const input = connectionInputSchema({ ...connection, confirmFirst: false }).safeParse(given);
  if (!input.success) {
    const names = [...new Set(input.error.issues.map(({ path }) => path.join('.')))].join(', ');
    throw new AppError('invalid', `Fill in: ${names}.`);
  }

  const sealed = connection.secretHeaders.length > 0 ? await readSealedSecrets(service, tenantId, connection.name) : [];
  const { answer, status, tookMs } = await askConnection(connection, sentInput(input.data), {
    secrets: openSecrets(vault, tenantId, connection, sealed),
    ...{ policy, visible, idempotencyKey },
    nowMs: () => performance.now(),
  });
  return {
    ok: answer.ok,
    sentence: answer.ok ? 'It answered.' : tellOwner(answer.problem),
    ...{ status, tookMs },
    told: JSON.stringify(tellAgent(answer), null, 2),
  };
}
