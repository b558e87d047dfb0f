import type { ActionResult } from '@/lib/contracts/action-result';

export type Act<Input, Output = void> = (input: Input) => Promise<ActionResult<Output>>;
export type ChangeUse = Act<{ sourceId: string; pageId?: string; inUse: boolean }>;
