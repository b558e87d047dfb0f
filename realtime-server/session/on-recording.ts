import { notStored } from '@/lib/contracts/recording';
import type { ActiveCall } from './active-call';

const dayMs = 24 * 60 * 60 * 1000;

export type RecordingRule = ReturnType<typeof makeRecordingRule>;

/**
 * Sound is kept only after the caller heard the notice and that is written down, and never of one who declined: theirs is
 * deleted at once, and so are the words of theirs that were stored.
 */
export function makeRecordingRule(call: ActiveCall) {
  const { setup, recorder, store, clock, greeting, agent } = call;
  const { privacy } = setup.config;
  const isOn = privacy.recording === 'on';
  const notice = setup.config.greeting.recordingNotice ? agent.greeting.notice : '';
  let state: 'unannounced' | 'recording' | 'declined' | 'over' = 'unannounced';
  let spokenGreeting = '';

  // A call that is taken up again remembers a refusal by what its transcript no longer says.
  if (setup.history.some(({ text }) => text === notStored)) {
    state = 'declined';
    call.hideCaller();
  }

  function hasAnnounced(): boolean {
    if (!notice) return false;
    // A clip is the owner's exact words; what a model speaks is compared with them.
    return greeting.clip !== null || wordsOf(spokenGreeting).includes(wordsOf(notice));
  }

  function open(): void {
    if (!recorder) return;
    const now = clock.now();
    state = 'recording';
    recorder.arm();
    store
      .openRecording({
        consent: privacy.consent,
        notice,
        startedAt: now.toISOString(),
        offsetMs: Math.round(call.sinceAnswerMs()),
        expiresAt: new Date(now.getTime() + privacy.recordingDays * dayMs).toISOString(),
      })
      .then(() => {
        if (state !== 'recording') return;
        store.noteEvent('recording_announced', { consent: privacy.consent, notice });
        recorder.begin((why) => store.noteEvent('recording_stopped', { why }));
      })
      .catch((err) => call.log.error({ err }, 'A consent could not be written down; the call is not recorded'));
  }

  return {
    /** What the model said for the greeting, where it spoke the greeting itself. */
    agentSaid(itemId: string, text: string): void {
      if (itemId === greeting.itemId) spokenGreeting = text;
    },

    /** The greeting was played to its end, and the notice is its end. */
    greetingHeard(): void {
      if (!isOn || state !== 'unannounced' || setup.resumed) return;
      if (hasAnnounced()) open();
    },

    canDeclineByKey: () => isOn && privacy.consent === 'ask' && state !== 'declined',

    async decline(how: 'said' | 'key'): Promise<void> {
      if (!isOn || state === 'declined') return;
      state = 'declined';
      recorder?.discard();
      call.hideCaller();
      store.noteEvent('recording_declined', { how });
      await store.declineRecording({ consent: privacy.consent, at: clock.now().toISOString() });
    },

    /** Resolves when the file is whole, or gone. */
    async over(): Promise<void> {
      if (isOn && recorder && state === 'unannounced' && !setup.resumed) store.noteEvent('recording_not_announced', {});
      if (state === 'recording') state = 'over';
      await recorder?.finish();
    },
  };
}

/** As one hears them: without capitals, stops and commas. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
