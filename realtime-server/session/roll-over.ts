import { voiceSettings } from '../agent/session-settings';
import type { VoiceModel } from '../ports/voice-model';
import type { ActiveCall } from './active-call';

/** Providers end a session at 60 minutes: another is made ready before, and takes over when nobody speaks. */
const prepareAtMs = 50 * 60_000;
const byForceAtMs = 55 * 60_000;
const lookEveryMs = 100;
const tryAgainAfterMs = 30_000;

type RollOverDeps = {
  isQuiet(): boolean;
  openVoiceModel(): VoiceModel;
  handOver(model: VoiceModel): void;
  /** There was no quiet moment, or no session to be had. */
  lost(): void;
};

export type RollOver = ReturnType<typeof makeRollOver>;

export function makeRollOver(call: ActiveCall, { isQuiet, openVoiceModel, handOver, lost }: RollOverDeps) {
  let standby: { model: VoiceModel; isReady: boolean } | null = null;
  const cancelTimers: (() => void)[] = [];

  function prepare(): void {
    const model = openVoiceModel();
    const mine = { model, isReady: false };
    standby = mine;
    model.listen((event) => {
      if (standby !== mine) return;
      if (event.type === 'ready') {
        mine.isReady = true;
        call.guard(takeOverWhenQuiet);
      } else if (event.type === 'closed') {
        standby = null;
        later(prepare, tryAgainAfterMs);
      }
    });
    model.configure(voiceSettings(call.agent, call.carrier.format));
  }

  function takeOverWhenQuiet(): void {
    if (!standby?.isReady || call.state.phase === 'over') return;
    if (!isQuiet()) {
      later(takeOverWhenQuiet, lookEveryMs);
      return;
    }
    const { model } = standby;
    begin();
    call.store.noteEvent('model_rolled_over', {});
    handOver(model);
  }

  function byForce(): void {
    discard();
    lost();
  }

  function later(run: () => void, delayMs: number): void {
    cancelTimers.push(call.later(run, delayMs));
  }

  function discard(): void {
    void standby?.model.close();
    standby = null;
  }

  /** A session begins. */
  function begin(): void {
    for (const cancel of cancelTimers.splice(0)) cancel();
    standby = null;
    later(prepare, prepareAtMs);
    later(byForce, byForceAtMs);
  }

  return {
    begin(): void {
      discard();
      begin();
    },
    over: discard,
  };
}
