import { isAtLeast } from '@/lib/contracts/member';
import type { Member } from '@/lib/portal/session';

/** Why this person may only look, in a sentence; undefined when they may edit. */
export function whyReadOnly({ role, tenant }: Member): string | undefined {
  if (tenant.status === 'suspended') return 'Nothing can be changed while the business is suspended.';
  if (!isAtLeast(role, 'manager')) return 'Only a manager or an owner can change this.';
}
