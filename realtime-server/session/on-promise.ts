import { z } from 'zod';
import type { PromiseKind } from '@/lib/agent/promise-phrases';
import { spokenName } from '@/lib/agent/returning-caller';
import { promisesIn, type SpokenPromise, setsRight } from '@/lib/agent/spoken-promises';
import { phoneSchema } from '@/lib/contracts/phone';
import { notStored } from '@/lib/contracts/recording';
import type { Wish } from '../agent/response-sequencer';
import type { ActiveCall } from './active-call';
import { correctAndSayGoodbye, keepYourWord, sayCorrection } from './phrases';

/** Which tools of ours make which words true. */
const keepers: ReadonlyMap<string, PromiseKind> = new Map([
  ['take_message', 'message'],
  ['transfer_call', 'transfer'],
  ['book_appointment', 'booking'],
  ['move_appointment', 'booking'],
  ['cancel_appointment', 'booking'],
  ['send_text', 'text'],
]);
/** What a system of the tenant's own may have done, when it was asked to do something and not only asked. */
const keptElsewhere: PromiseKind[] = ['message', 'booking', 'text'];
/** So many answers may pass before what was said of later is due. */
const patience = 3;
const mostReminders = 4;
const lastTurns = 3;

const used = z.object({ name: z.string(), ok: z.literal(true) });

type Owed = SpokenPromise & { responseId: string; itemId: string; answers: number; reminded: boolean };

/** `unfinished`: what may still be done although nobody waits for it. */
type PromiseDeps = { areToolsRunning(): boolean; unfinished(): string[] };

/**
 * What the agent says that it did must have been done: first the model is told to do it or to take it back; if it does
 * neither, a message is taken by us, and anything else is corrected aloud. What stays undone is told to a person.
 */
export function makePromises(call: ActiveCall, { areToolsRunning, unfinished }: PromiseDeps) {
  const changesThings = new Set(
    call.setup.config.connections.tools.filter(({ method }) => method !== 'GET').map(({ name }) => name),
  );
  const kept = new Set(call.setup.history.flatMap(({ detail }) => kindsOfUse(used.safeParse(detail).data?.name)));
  const words = new Map<string, string>();
  let owed: Owed[] = [];
  let reminders = 0;

  function kindsOfUse(name: string | undefined): PromiseKind[] {
    if (name === undefined) return [];
    const kind = keepers.get(name);
    if (kind) return [kind];
    return changesThings.has(name) ? keptElsewhere : [];
  }

  function settled(kinds: PromiseKind[]): void {
    owed = owed.filter(({ kind }) => !kinds.includes(kind));
  }

  function review(responseId: string): void {
    if (areToolsRunning() || call.state.phase !== 'talking') return;
    const text = words.get(responseId) ?? '';
    const ignored = owed.filter((one) => one.reminded && one.responseId !== responseId);
    if (setsRight(text)) settled(ignored.map(({ kind }) => kind));
    else for (const one of ignored) setRight(one);

    for (const one of owed) one.answers += 1;
    const due = owed.find((one) => !one.reminded && (one.tense === 'done' || one.answers >= patience));
    if (due) remind(due);
  }

  function remind(due: Owed): void {
    due.reminded = true;
    reminders += 1;
    call.store.noteEvent('promise_unkept', { kind: due.kind, said: due.said });
    if (reminders > mostReminders) {
      setRight(due);
      return;
    }
    call.model.addItem({ itemId: call.nextId('note'), role: 'system', text: keepYourWord(due.said) });
    call.sequencer.request({ outlivesSpeech: true });
  }

  function setRight(one: Owed): void {
    settled([one.kind]);
    if (one.kind === 'message' && mayTakeMessages()) {
      takeMessage(one);
      return;
    }
    broken(one);
    call.sequencer.request({
      instructions: sayCorrection(one.kind),
      mayUseTools: false,
      outlivesSpeech: true,
    });
  }

  function broken({ kind, said }: SpokenPromise): void {
    call.store.noteEvent('promise_broken', { kind, said });
  }

  const mayTakeMessages = () => call.setup.config.actions.takeMessage;

  /** In the caller's own words, as far as they may be kept. */
  function takeMessage(one: Owed): void {
    const number = phoneSchema.safeParse(call.setup.callerNumber);
    const said = call
      .soFar()
      .filter(({ turn }) => turn.speaker === 'caller' && turn.text && turn.text !== notStored)
      .slice(-lastTurns);
    const quoted = call.areWordsHidden() ? [] : said.map(({ turn }) => `“${turn.text}”`);
    const message = [
      `The agent told the caller: “${one.said}”`,
      ...(quoted.length > 0 ? ['The caller said:', ...quoted] : []),
    ];
    call.state = { ...call.state, hasMessage: true };
    kept.add('message');
    call.store
      .takeMessage(`promise_${call.setup.callId}`, {
        caller_name: spokenName(call.setup.caller) ?? 'Unknown caller',
        callback_number: number.success ? number.data : null,
        message: message.join('\n').slice(0, 2000),
        urgent: false,
      })
      .then(() => call.store.noteEvent('promise_kept', { kind: one.kind, said: one.said }))
      .catch((err) => call.log.error({ err }, 'A promised message could not be saved'));
  }

  function closeAll(): Owed[] {
    const underWay = new Set(unfinished().flatMap(kindsOfUse));
    const open = owed.filter(({ kind }) => !underWay.has(kind));
    owed = [];
    for (const one of open.filter(({ kind }) => kind === 'message' && mayTakeMessages())) takeMessage(one);
    const undone = open.filter(({ kind }) => kind !== 'message' || !mayTakeMessages());
    for (const one of undone) broken(one);
    return undone;
  }

  return {
    agentSaid(responseId: string, itemId: string, text: string): void {
      words.set(responseId, `${words.get(responseId) ?? ''} ${text}`);
      for (const promise of promisesIn(text)) {
        if (kept.has(promise.kind) || owed.some(({ kind }) => kind === promise.kind)) continue;
        owed.push({ ...promise, responseId, itemId, answers: 0, reminded: false });
      }
    },

    /** A tool that failed has told the model so: what it says next stands for itself. */
    toolAnswered(name: string, ok: boolean): void {
      const kinds = kindsOfUse(name);
      settled(kinds);
      for (const one of kinds) {
        if (ok) kept.add(one);
        else kept.delete(one);
      }
    },

    /** What was cut off before it was heard was never promised. */
    responseEnded(responseId: string, isCancelled: boolean): void {
      if (isCancelled) {
        const heard = new Map(call.soFar().map(({ id, turn }) => [id, turn.text]));
        owed = owed.filter((one) => one.responseId !== responseId || heard.get(one.itemId)?.includes(one.said));
      } else review(responseId);
      words.delete(responseId);
    },

    /** The conversation is over: what a goodbye must still take back, or null. */
    beforeGoodbye(): Wish | null {
      const undone = closeAll();
      return undone.length > 0 ? { instructions: correctAndSayGoodbye(undone.map(({ said }) => said)) } : null;
    },

    /** Nobody can be told any more. */
    over: (): void => void closeAll(),
  };
}
