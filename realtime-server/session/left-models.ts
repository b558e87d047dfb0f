import type { VoiceModel } from '../ports/voice-model';

export type LeftModels = ReturnType<typeof makeLeftModels>;

/** Models that were let go of: what they told before they noticed is paid for all the same, and still on its way. */
export function makeLeftModels() {
  let last: VoiceModel | null = null;
  const leaving = new Set<Promise<void>>();

  return {
    leave(model: VoiceModel): void {
      if (model === last) return;
      last = model;
      const gone = model.close().finally(() => leaving.delete(gone));
      leaving.add(gone);
    },

    /** Of the call's present one. */
    has: (model: VoiceModel): boolean => model === last,

    /** Resolves when none of them has anything to tell any more. */
    async gone(): Promise<void> {
      await Promise.all(leaving);
    },
  };
}
