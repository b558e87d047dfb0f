import { greetingVariants } from '@/lib/agent/greeting-words';
import { spokenName } from '@/lib/agent/returning-caller';
import { sessionSettings } from '@/lib/agent/session-settings';
import { spokenLines } from '@/lib/agent/spoken-lines';
import type { ClipWork } from '@/lib/clip/read';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { ClipReport } from '@/lib/contracts/clip';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Db } from '@/lib/platform/database';
import { effectiveConfig } from '@/lib/version/effective-config';
import type { NoteCosts } from './costs';
import type { Handler, Job } from './runner';

type Wanted = {
  text: string;
  voice: string;
  model: string;
  speed: number;
  format: 'pcmu_8k';
  of?: { callerId: string };
  paid(paid: PaidFor): void;
};
type Outcome = { name: string } & ({ state: 'ready' } | { state: 'failed'; said: string } | { state: 'away' });

/** Has one text spoken; resolves when it is known how it came out. */
export type SpeakClip = (wanted: Wanted) => Promise<Outcome>;

type Deps = {
  read(db: Db): Promise<ClipWork | null>;
  save(db: Db, versionNumber: number, reports: ({ name: string } & ClipReport)[]): Promise<boolean>;
  speak: SpeakClip;
  noteCosts: NoteCosts;
};

/** The greetings of a version that was published, or of a caller whose name was learned, before the next call. */
export function makeMakeClips({ read, save, speak, noteCosts }: Deps): Handler {
  /** The greetings come first: each is heard by the very next call. */
  async function speakAll(config: AgentConfig, texts: string[], { db, signal }: Job, callerId?: string) {
    const noted: Promise<void>[] = [];
    const paid = (cost: PaidFor) => void noted.push(noteCosts(db, cost));
    const { voice, model, speed } = sessionSettings(config);
    const reports: ({ name: string } & ClipReport)[] = [];
    for (const words of texts) {
      signal.throwIfAborted();
      const of = callerId ? { of: { callerId } } : {};
      const outcome = await speak({ text: words, voice, model, speed, format: 'pcmu_8k', paid, ...of });
      await Promise.all(noted);
      if (outcome.state === 'away') throw new Error('The voice could not be had.');
      const { name, state } = outcome;
      reports.push({ name, words, state, said: outcome.state === 'failed' ? outcome.said : '' });
    }
    return reports;
  }

  return async (job) => {
    const { db, payload } = job;
    const work = await read(db);
    if (!work) return 'done';
    const { config } = effectiveConfig(work.config, work.previousConfig, work.platformDefaults);
    const name = spokenName(work.caller);
    const usual = greetingVariants(config, null);
    if (work.caller) {
      const named = name ? greetingVariants(config, name).filter((words) => !usual.includes(words)) : [];
      await speakAll(config, named, job, typeof payload.callerId === 'string' ? payload.callerId : undefined);
      return 'done';
    }

    await save(db, work.versionNumber, await speakAll(config, usual, job));
    const { apology, fillers } = spokenLines(config.identity.languages);
    await speakAll(config, [apology, ...fillers], job);
    return 'done';
  };
}
