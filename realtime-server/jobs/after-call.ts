import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { readClipWork } from '@/lib/clip/read';
import { saveClipReports } from '@/lib/clip/write';
import { applyRetention, claimJobs, failJob, finishJob, queueRetention, renewJob } from '@/lib/job/write';
import type { Embed } from '@/lib/knowledge/embed';
import type { PhoneCodes } from '@/lib/member/phone-code';
import type { Clock } from '@/lib/platform/clock';
import { callStorage, type Db } from '@/lib/platform/database';
import type { DatabaseEnv } from '@/lib/platform/database-env';
import { mintJobToken, renewing } from '@/lib/platform/database-token';
import type { Log } from '@/lib/platform/log';
import { removeSound, uploadSound } from '@/lib/recording/write';
import { readSaidCall } from '@/lib/summary/read';
import { saveSummary } from '@/lib/summary/write';
import { beginText, failText, finishText, noteTextPrice, readTextToPrice } from '@/lib/text/write';
import { noteJobUsage } from '@/lib/usage/write';
import { readVoicemailWork } from '@/lib/voicemail/read';
import { saveVoicemail } from '@/lib/voicemail/write';
import type { TextCarrier } from '../ports/text-carrier';
import type { Transcribe, VoicemailSounds } from '../ports/voicemail-sound';
import { confirmAppointment } from './confirm-appointment';
import { makeNoteCosts } from './costs';
import { makeKeepVoicemail, makeRemoveVoicemail } from './keep-voicemail';
import { makeReadKnowledge } from './knowledge';
import { makeMakeClips, type SpeakClip } from './make-clips';
import { makeCorrectTextPrice, makePriceText } from './price-text';
import type { Job as Repeated } from './repeat';
import { makeApplyRetention, startRetention } from './retention';
import { type Handlers, type JobStore, type RunnerSettings, startJobs } from './runner';
import { makeSendPhoneCode } from './send-phone-code';
import { makeSendText } from './send-text';
import { makeSummarizeCall, type SummaryModel } from './summarize-call';
import { sweepSpool } from './sweep-spool';

/** The jobs of the database: claimed by the service, done under each job's own token. */
export function makeJobStore({ service, database }: { service: Db; database: DatabaseEnv }): JobStore {
  const worker = `${os.hostname()} ${process.pid} ${randomBytes(3).toString('hex')}`;
  return {
    claim: (asked) => claimJobs(service, { worker, ...asked }),
    // A job may carry sound, which the lines of calls do not.
    open: ({ id, lease }) =>
      callStorage(
        renewing(() => mintJobToken({ jobId: id, lease }, database)),
        database,
      ),
    renew: renewJob,
    finish: finishJob,
    fail: failJob,
  };
}

type HandlerDeps = {
  model: SummaryModel | null;
  embed?: Embed | null;
  /** Absent where there is no voice: greetings are left for a server that has one. */
  speak?: SpeakClip;
  /** Absent: texts are left for a server that has a carrier. */
  texts?: TextCarrier;
  /** Absent: codes for telephones of members wait, too. */
  phoneCodes?: PhoneCodes;
  /** Absent: voicemails stay with the carrier until a server comes that can fetch them. */
  voicemail?: { sounds: VoicemailSounds; transcribe: Transcribe | null };
  clock: Clock;
  log: Log;
};

export function makeHandlers({
  model,
  embed = null,
  speak,
  texts,
  phoneCodes,
  voicemail,
  clock,
  log,
}: HandlerDeps): Handlers {
  const noteCosts = makeNoteCosts({ note: noteJobUsage, clock, log });
  return {
    ...(texts
      ? {
          send_text: makeSendText({ carrier: texts, begin: beginText, finish: finishText, fail: failText }),
          correct_text_price: makeCorrectTextPrice({ carrier: texts, note: noteTextPrice }),
        }
      : {}),
    ...(texts && phoneCodes
      ? { send_phone_code: makeSendPhoneCode({ carrier: texts, codes: phoneCodes, noteCosts }) }
      : {}),
    ...(speak ? { make_clips: makeMakeClips({ read: readClipWork, save: saveClipReports, speak, noteCosts }) } : {}),
    ...(voicemail
      ? {
          keep_voicemail: makeKeepVoicemail({
            ...{ read: readVoicemailWork, save: saveVoicemail, upload: uploadSound },
            ...{ ...voicemail, noteCosts, log },
          }),
        }
      : {}),
    price_text: makePriceText({ read: readTextToPrice, note: noteJobUsage }),
    remove_voicemail: makeRemoveVoicemail({ remove: removeSound }),
    read_knowledge: makeReadKnowledge({ embed, noteCosts, clock, log }),
    summarize_call: makeSummarizeCall({ read: readSaidCall, save: saveSummary, model, noteCosts, log }),
    confirm_appointment: confirmAppointment,
    apply_retention: makeApplyRetention({ apply: applyRetention, clock }),
  };
}

type Deps = {
  service: Db;
  database: DatabaseEnv;
  dataDir: string;
  model: SummaryModel | null;
  /** For what is looked up; null: by words alone. */
  embed?: Embed | null;
  speak?: SpeakClip;
  texts?: TextCarrier;
  phoneCodes?: PhoneCodes;
  voicemail?: HandlerDeps['voicemail'];
  settings?: RunnerSettings;
  clock: Clock;
  log: Log;
};

/** They take minutes, of which most is waiting for somebody else. */
const lengthy = new Set(['read_knowledge', 'make_clips', 'keep_voicemail']);

/** Everything that happens to a call once it is over. Whoever waits for a summary, or a text, waits for nothing lengthy. */
export function startAfterCall(deps: Deps): Repeated {
  const { service, dataDir, settings, clock, log } = deps;
  const store = makeJobStore(deps);
  const handlers = Object.entries(makeHandlers(deps));
  const lanes = [false, true].map((isLengthy) => {
    const own: Handlers = Object.fromEntries(handlers.filter(([kind]) => lengthy.has(kind) === isLengthy));
    return startJobs({ store, handlers: own, settings, clock, log });
  });
  const retention = startRetention({
    queue: (now) => queueRetention(service, now),
    async sweep(now) {
      const removed = await sweepSpool(path.join(dataDir, 'spool'), now);
      if (removed > 0) log.info({ removed }, 'Unreadable records of calls were removed');
    },
    clock,
    log,
  });
  return {
    async stop() {
      await Promise.all([...lanes, retention].map((lane) => lane.stop()));
    },
  };
}
