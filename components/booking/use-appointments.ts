'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import type { ActionResult } from '@/lib/contracts/action-result';

export type MoveTo = { id: string; date: string; time: string; calendarId: string };
export type BookActions = {
  move: (asked: MoveTo) => Promise<ActionResult<{ id: string }>>;
  cancel: (asked: { id: string }) => Promise<ActionResult<void>>;
  restore: (asked: { id: string }) => Promise<ActionResult<void>>;
};

/** Each change is told, and the one before it can be had back. */
export function useAppointments({ move, cancel, restore }: BookActions) {
  const router = useRouter();
  const [busy, start] = useTransition();

  function run<Done>(work: () => Promise<ActionResult<Done>>, said: string, undo?: (done: Done) => void) {
    start(async () => {
      const result = await work();
      if (!result.ok) return void toast.error(result.message);
      toast.success(said, undo && { action: { label: 'Undo', onClick: () => undo(result.data) } });
      router.refresh();
    });
  }

  const back = (asked: MoveTo) => run(() => move(asked), 'Back at its old time.');

  return {
    busy,
    /** Answers with what is wrong, for the form that asked. */
    async move(asked: MoveTo, before: Omit<MoveTo, 'id'>): Promise<string | null> {
      const result = await move(asked);
      if (!result.ok) return result.message;
      const undo = () => back({ ...before, id: result.data.id });
      toast.success('Moved.', { action: { label: 'Undo', onClick: undo } });
      router.refresh();
      return null;
    },
    cancel: (id: string) =>
      run(
        () => cancel({ id }),
        'Cancelled.',
        () => run(() => restore({ id }), 'Put back.'),
      ),
    restore: (id: string) => run(() => restore({ id }), 'Put back.'),
  };
}
