import { z } from 'zod';
import { defaultIdentity } from '@/lib/contracts/identity';
import type { NotifiedOf } from '@/lib/contracts/member';
import { type CodeCheck, codeChecks } from '@/lib/contracts/own-phone';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

type NewBusiness = { name: string; industry: typeof defaultIdentity.industry; timeZone: string };

/** Makes the tenant with the asking person as its owner; gives its slug. */
export async function createBusiness(db: Db, { name, industry, timeZone }: NewBusiness): Promise<string> {
  const identity = { ...defaultIdentity, businessName: name, industry, timeZone };
  const { data, error } = await db.rpc('create_tenant', { p_name: name, p_identity: identity });
  if (error) throw databaseError(error, 'The business could not be created. Try again shortly.');
  return data;
}

/** For the asking person, in this business. */
export async function chooseNotifications(db: Db, tenantId: TenantId, notifiedOf: NotifiedOf): Promise<void> {
  const { error } = await db.rpc('choose_notifications', { p_tenant: tenantId, p_notified_of: notifiedOf });
  if (error) throw databaseError(error, 'Your choice could not be saved. Try again shortly.');
}

/** For the asking person. Their number is theirs once the code that is now on its way has come back. */
export async function setOwnPhone(
  db: Db,
  tenantId: TenantId,
  phone: { number: string; country: string },
): Promise<void> {
  const { error } = await db.rpc('set_my_phone', {
    p_tenant: tenantId,
    p_e164: phone.number,
    p_country: phone.country,
  });
  if (error) throw databaseError(error, 'The code could not be sent. Try again shortly.');
}

export async function checkOwnPhone(
  db: Db,
  tenantId: TenantId,
  code: { id: string; hash: string },
): Promise<CodeCheck> {
  const { data, error } = await db.rpc('check_my_phone', {
    p_tenant: tenantId,
    p_code: code.id,
    p_code_hash: code.hash,
  });
  if (error) throw databaseError(error, 'The code could not be checked. Try again shortly.');
  return z.enum(codeChecks).parse(data);
}

export async function removeOwnPhone(db: Db, tenantId: TenantId): Promise<void> {
  const { error } = await db.rpc('remove_my_phone', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'Your phone could not be removed. Try again shortly.');
}

const codeToSendSchema = z.object({ id: z.uuid(), from: z.string(), to: z.string(), business: z.string() });
export type CodeToSend = z.infer<typeof codeToSendSchema>;

/** Under the job's token, as the two that follow. Null: nobody waits for this code any more. */
export async function beginPhoneCode(db: Db, hash: string): Promise<CodeToSend | null> {
  const { data, error } = await db.rpc('begin_phone_code', { p_code_hash: hash });
  if (error) throw databaseError(error, 'The code could not be read.');
  return data === null ? null : codeToSendSchema.parse(data);
}

/** The carrier has it; its job has ended with it. */
export async function finishPhoneCode(db: Db): Promise<void> {
  const { error } = await db.rpc('finish_phone_code');
  if (error) throw databaseError(error, 'The code could not be noted as sent.');
}

/** The carrier will never send it; its job has ended with it. */
export async function failPhoneCode(db: Db, problem: string): Promise<void> {
  const { error } = await db.rpc('fail_phone_code', { p_problem: problem });
  if (error) throw databaseError(error, 'The code could not be given up.');
}
