import type { PaidFor } from '@/lib/contracts/usage';
import type { Embed } from '@/lib/knowledge/embed';
import { gapKey } from '@/lib/knowledge/question';
import { rankPassages } from '@/lib/knowledge/rank';
import { findForCall } from '@/lib/knowledge/read';
import { noteGap } from '@/lib/knowledge/write';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { CallKnowledge } from './ports/knowledge';

type Deps = {
  db: Db;
  embed: Embed | null;
  /** Told of whatever a question cost. */
  paid?(paid: PaidFor): void;
  log: Log;
};

/** Everything under the call's own token: which tenant's knowledge that is, the database decides. */
export function makeCallKnowledge({ db, embed, paid, log }: Deps): CallKnowledge {
  async function numbersOf(question: string): Promise<number[] | null> {
    if (!embed) return null;
    try {
      return (await embed([question], { paid }))[0] ?? null;
    } catch (err) {
      log.warn({ err }, 'A question was looked up by its words alone');
      return null;
    }
  }

  return {
    async find(question) {
      const [candidates, asked] = await Promise.all([findForCall(db, question), numbersOf(question)]);
      return rankPassages(question, candidates, { asked });
    },
    noteGap(question, second) {
      const key = gapKey(question);
      if (!key) return;
      noteGap(db, { question, key, second }).catch((err) =>
        log.warn({ err }, 'A question without an answer was not noted'),
      );
    },
  };
}
