import { carrierLine } from '@/lib/billing/prices';
import type { VoiceModelEvent } from '../ports/voice-model';
import type { ActiveCall } from './active-call';

/** The line itself has no id at its provider; a call has one. */
const lineId = 'line';

/** Whatever is paid for goes to the record by the provider's own figures, cancelled answers and late ones too. */
export function makeUsage({ agent, setup, store }: Pick<ActiveCall, 'agent' | 'setup' | 'store'>) {
  const running = new Set<string>();

  return {
    noted(event: VoiceModelEvent): void {
      if (event.type === 'response_started') running.add(event.responseId);
      if (event.type === 'closed') running.clear();
      if (event.type === 'response_ended') {
        running.delete(event.responseId);
        const { responseId: providerId, usage: raw } = event;
        if (raw) store.noteUsage({ kind: 'response', providerId, model: agent.session.model, raw });
      }
      if (event.type === 'caller_words_done' && event.usage) {
        const { itemId: providerId, usage: raw } = event;
        store.noteUsage({ kind: 'transcription', providerId, model: agent.session.transcription.model, raw });
      }
    },

    /** What the session before still owed will never be accounted for. */
    replaced: (): void => running.clear(),

    /** Answers that the model has begun and not yet accounted for. */
    owed: (): string[] => [...running],

    /** Carriers count whole minutes, from the answer on. */
    lineClosed(sinceAnswerMs: number): void {
      if (setup.channel !== 'phone') return;
      const seconds = Math.max(1, Math.ceil((sinceAnswerMs + (setup.resumed?.elapsedMs ?? 0)) / 1000));
      const raw = { seconds, minutes: Math.ceil(seconds / 60) };
      store.noteUsage({ kind: 'carrier_minutes', providerId: lineId, model: carrierLine, raw });
    },
  };
}
