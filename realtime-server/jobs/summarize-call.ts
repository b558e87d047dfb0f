import { visibleText } from '@/lib/agent/plain-text';
import { summarizeCallPayloadSchema } from '@/lib/contracts/job';
import type { CallSummaryContent } from '@/lib/contracts/summary';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Db } from '@/lib/platform/database';
import type { TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { summarizeByRule } from '@/lib/summary/by-rule';
import { followUpOf, memoriesOf, nameOf } from '@/lib/summary/consequences';
import type { SaidCall } from '@/lib/summary/said';
import type { SummaryToSave } from '@/lib/summary/write';
import type { NoteCosts } from './costs';
import type { Handler, Job } from './runner';

/** Words about a call, by a model. Rejects when it cannot; the job is tried again. */
export type SummaryModel = {
  name: string;
  summarize(call: SaidCall, signal: AbortSignal, paid: (paid: PaidFor) => Promise<void>): Promise<CallSummaryContent>;
};

type Deps = {
  read(db: Db, tenantId: TenantId, callId: string): Promise<SaidCall | null>;
  save(db: Db, summary: SummaryToSave): Promise<boolean>;
  /** Null: by rule. */
  model: SummaryModel | null;
  noteCosts: NoteCosts;
  log: Log;
};

/** Sums a call up: its title and points, what is to be done, and what is remembered of the caller. */
export function makeSummarizeCall({ read, save, model, noteCosts, log }: Deps): Handler {
  async function write(call: SaidCall, callId: string, { db, isLastAttempt, signal }: Job) {
    const anythingSaid = call.turns.some(({ speaker }) => speaker === 'caller') || call.messages.length > 0;
    if (!model || !anythingSaid) return { content: summarizeByRule(call), writtenBy: 'rule' };
    try {
      const content = await model.summarize(call, signal, (paid) => noteCosts(db, paid, { callId }));
      return { content, writtenBy: model.name };
    } catch (err) {
      if (!isLastAttempt || signal.aborted) throw err;
      log.error({ err }, 'The model did not sum a call up; rules did');
      return { content: summarizeByRule(call), writtenBy: 'rule' };
    }
  }

  return async (job) => {
    const { tenantId, payload, db, signal } = job;
    const { callId } = summarizeCallPayloadSchema.parse(payload);
    const stored = await read(db, tenantId, callId);
    if (!stored) return 'done';

    const call = madeVisible(stored);
    const { content: written, writtenBy } = await write(call, callId, job);
    signal.throwIfAborted();
    const content = visibleContent(written);
    await save(db, {
      content,
      writtenBy,
      followUp: followUpOf(content, call.messages.length),
      callerName: nameOf(content, call.messages),
      memories: memoriesOf(
        content,
        call.turns.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text),
      ),
    });
    return 'ended';
  };
}

function madeVisible(call: SaidCall): SaidCall {
  return {
    ...call,
    turns: call.turns
      .filter(({ speaker }) => speaker === 'caller' || speaker === 'agent')
      .map((turn) => ({ ...turn, text: visibleText(turn.text) })),
    messages: call.messages.map((message) => ({
      ...message,
      callerName: visibleText(message.callerName),
      message: visibleText(message.message),
    })),
  };
}

function visibleContent(content: CallSummaryContent): CallSummaryContent {
  const lines = (texts: string[]) => texts.map(visibleText);
  return {
    ...content,
    title: visibleText(content.title),
    summary: visibleText(content.summary),
    theyWant: lines(content.theyWant),
    wePromised: lines(content.wePromised),
    youShould: lines(content.youShould),
    facts: content.facts.map((fact) => ({ ...fact, value: visibleText(fact.value) })),
  };
}
