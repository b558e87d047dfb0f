import { z } from 'zod';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** The ticket is shown this once, and opens one socket. */
export type BrowserTicket = { callId: string; ticket: string };

const ticketSchema = z.object({ callId: z.uuid(), ticket: z.string().min(20) });

export async function openBrowserCall(db: Db, tenantId: TenantId, sound: BrowserSound): Promise<BrowserTicket> {
  const { data, error } = await db.rpc('open_browser_call', { p_tenant: tenantId, p_sound: sound });
  if (error) throw databaseError(error, 'The test call could not be opened. Try again shortly.');
  return ticketSchema.parse(data);
}
