'use server';

import { revalidatePath } from 'next/cache';
import { readCommandState } from '@/lib/command/read';
import { sendCommand } from '@/lib/command/write';
import { type CommandState, sendCommandInputSchema } from '@/lib/contracts/command';
import { blockCallerInputSchema, markSpamInputSchema } from '@/lib/contracts/spam';
import { memberAction } from '@/lib/portal/member-action';
import { blockCaller, markSpam } from '@/lib/spam/write';

const limit = { name: 'call-commands', allowed: 60, perSeconds: 60 };
const lookEveryMs = 200;
const waitMs = 5_000;

/** Waits a moment for the call's own answer; asked again with the same command, it only looks. */
export const tellCall = memberAction(
  { atLeast: 'staff', input: sendCommandInputSchema, limit },
  async ({ db, tenantId }, input): Promise<CommandState> => {
    await sendCommand(db, tenantId, input);
    const deadline = performance.now() + waitMs;
    for (;;) {
      const state = await readCommandState(db, tenantId, input.command, new Date());
      if (state && state.result !== 'waiting') return state;
      if (performance.now() > deadline) return { result: 'waiting', detail: '' };
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  },
);

export const markCallSpam = memberAction(
  { atLeast: 'staff', input: markSpamInputSchema, limit },
  async ({ db, tenantId }, input) => {
    await markSpam(db, tenantId, input);
    revalidatePath('/(portal)/[tenant]', 'layout');
  },
);

export const blockCallerOf = memberAction(
  { atLeast: 'staff', input: blockCallerInputSchema, limit },
  async ({ db, tenantId }, input) => {
    await blockCaller(db, tenantId, input);
    revalidatePath('/(portal)/[tenant]', 'layout');
  },
);
