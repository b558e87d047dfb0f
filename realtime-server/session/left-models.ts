import type { VoiceModel } from '../ports/voice-model';

export type LeftModels = ReturnType<typeof makeLeftModels>;

/** Models that were let go of: what they told before they noticed is paid for all the same, and still on its way. */
export function makeLeftModels() {
  const left = new WeakSet<VoiceModel>();
  const leaving = new Set<Promise<void>>();

  return {
    leave(model: VoiceModel): void {
      if (left.has(model)) return;
      left.add(model);
      const gone = model.close().finally(() => leaving.delete(gone));
      leaving.add(gone);
    },

    has: (model: VoiceModel): boolean => left.has(model),

    /** Resolves when none of them has anything to tell any more. */
    async gone(): Promise<void> {
      await Promise.all(leaving);
    },
  };
}
