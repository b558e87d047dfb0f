import type { MemoryKind } from '@/lib/contracts/memory';

/** Somebody who has called a tenant, by number. */
export type Caller = {
  id: string;
  /** The name of their memory outside the database: see `memoryNamespace`. */
  namespace: string;
  e164: string;
  name: string;
  note: string;
  firstCallAt: string;
  lastCallAt: string;
  calls: number;
};

export type CallerMemory = {
  id: string;
  callId: string | null;
  kind: MemoryKind;
  text: string;
  rememberedAt: string;
  edited: boolean;
};

/** `customer_{id}_user_{digits}`: the name under which one tenant's memory of one caller goes, wherever it is kept. */
export function memoryNamespace(tenantId: string, e164: string): string {
  return `customer_${tenantId}_user_${e164.replaceAll(/\D/g, '')}`;
}
