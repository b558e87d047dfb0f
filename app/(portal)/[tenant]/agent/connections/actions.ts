'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { visibleText } from '@/lib/agent/plain-text';
import { sealSecret } from '@/lib/connection/secret';
import { tryConnection } from '@/lib/connection/try-connection';
import { removeSecret, setSecret } from '@/lib/connection/write';
import { connectionSchema, connectionsSchema, secretPlaceSchema, secretValueSchema } from '@/lib/contracts/connections';
import { makeVault } from '@/lib/platform/crypto';
import { portalEnv } from '@/lib/platform/env';
import { publicInternet } from '@/lib/platform/outbound';
import { serviceDatabase } from '@/lib/platform/service-database';
import { memberAction } from '@/lib/portal/member-action';
import { sectionVersionSchema } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const vault = () => makeVault(portalEnv().encryptionKeys);
const secretsPerMember = { name: 'connection-secrets', allowed: 60, perSeconds: 600 };
const trialsPerMember = { name: 'connection-trials', allowed: 30, perSeconds: 600 };

export const saveConnections = memberAction(
  { atLeast: 'manager', input: z.strictObject({ value: connectionsSchema, version: sectionVersionSchema }) },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'connections', value, version }),
);

export const saveSecret = memberAction(
  {
    atLeast: 'manager',
    input: secretPlaceSchema.extend({ value: secretValueSchema }),
    limit: secretsPerMember,
  },
  async ({ db, tenantId }, { value, ...place }) => {
    await setSecret(db, tenantId, { ...place, ...sealSecret(vault(), tenantId, place, value) });
  },
);

export const forgetSecret = memberAction(
  { atLeast: 'manager', input: secretPlaceSchema.omit({ origin: true }), limit: secretsPerMember },
  ({ db, tenantId }, { tool, header }) => removeSecret(db, tenantId, tool, header),
);

/** The real request, through the same guard as a call's, with the secrets that are stored. */
export const tryOut = memberAction(
  {
    atLeast: 'manager',
    input: z.strictObject({ connection: connectionSchema, given: z.record(z.string(), z.unknown()) }),
    limit: trialsPerMember,
  },
  ({ tenantId }, { connection, given }) =>
    tryConnection(
      { tenantId, connection, given, idempotencyKey: `trial:${randomUUID()}` },
      { service: serviceDatabase(), vault: vault(), policy: publicInternet, visible: visibleText },
    ),
);
