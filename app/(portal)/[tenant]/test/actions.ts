'use server';

import { z } from 'zod';
import { openBrowserCall } from '@/lib/call/open-browser-call';
import { browserSounds } from '@/lib/contracts/browser-call';
import { portalEnv } from '@/lib/platform/env';
import { memberAction } from '@/lib/portal/member-action';

/** Opens a call to the draft: what to show at which socket. */
export const openTestCall = memberAction(
  {
    atLeast: 'staff',
    input: z.strictObject({ sound: z.enum(browserSounds) }),
    limit: { name: 'test-call', allowed: 30, perSeconds: 15 * 60 },
  },
  async ({ db, tenantId }, { sound }) => {
    const { callId, ticket } = await openBrowserCall(db, tenantId, sound);
    return { callId, ticket, socketUrl: `${portalEnv().realtimePublicUrl.replace(/^http/, 'ws')}/browser/call` };
  },
);
