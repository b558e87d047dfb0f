import type { Db, DbAndStorage } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { VoicemailWork } from '@/lib/voicemail/read';
import { voicemailPath } from '@/lib/voicemail/voicemail';
import type { Transcribe, VoicemailSounds } from '../ports/voicemail-sound';
import type { NoteCosts } from './costs';
import type { Handler, Job } from './runner';

type Deps = {
  read(db: Db): Promise<VoicemailWork | null>;
  save(db: Db, kept: { bytes: number | null; words: string }): Promise<boolean>;
  upload(db: DbAndStorage, path: string, sound: Blob): Promise<void>;
  sounds: VoicemailSounds;
  /** Null: nobody here can write down what is said. */
  transcribe: Transcribe | null;
  noteCosts: NoteCosts;
  log: Log;
};

/**
 * Brings a voicemail from the carrier to our storage, with its words; the carrier's copy is removed only then. Whoever
 * begins again goes on where it stopped.
 */
export function makeKeepVoicemail({ read, save, upload, sounds, transcribe, noteCosts, log }: Deps): Handler {
  async function wordsOf(wav: Buffer, work: VoicemailWork, { db, isLastAttempt, signal }: Job): Promise<string> {
    if (!transcribe) return '';
    try {
      const { words, model, providerId, usage } = await transcribe(wav, signal);
      const raw = usage ?? { type: 'duration', seconds: work.seconds };
      await noteCosts(db, { kind: 'transcription', providerId, model, raw }, { callId: work.callId });
      return words;
    } catch (err) {
      if (!isLastAttempt || signal.aborted) throw err;
      log.warn({ err }, 'A voicemail was not written down; it can be heard');
      return '';
    }
  }

  return async (job) => {
    const { db, isLastAttempt, signal } = job;
    const work = await read(db);
    if (!work) return 'done';
    const { accountSid, recordingSid } = work;
    if (work.state === 'pending') {
      const wav = await sounds.fetch(accountSid, recordingSid, signal);
      if (!wav && !isLastAttempt) throw new Error('The carrier does not have the voicemail yet.');
      if (wav) {
        const words = await wordsOf(wav, work, job);
        await upload(db, work.path, new Blob([Uint8Array.from(wav)], { type: 'audio/wav' }));
        signal.throwIfAborted();
        await save(db, { bytes: wav.length, words });
      } else await save(db, { bytes: null, words: '' });
    }
    await sounds.remove(accountSid, recordingSid);
    return 'done';
  };
}

/** The message that it belonged to is gone: so is the sound. */
export function makeRemoveVoicemail({ remove }: { remove(db: DbAndStorage, path: string): Promise<void> }): Handler {
  return async ({ db, tenantId, payload }) => {
    await remove(db, voicemailPath(tenantId, String(payload.voicemailId)));
    return 'done';
  };
}
