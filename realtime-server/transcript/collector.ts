import type { Speaker, Turn } from '@/lib/contracts/call';
import { splitHeard } from './heard-words';

/** The story of a call, as it reaches the collector; `atMs` counts from the moment the call was answered. */
export type Heard =
  | { type: 'caller_began'; itemId: string }
  | { type: 'caller_stopped'; itemId: string }
  | { type: 'caller_words'; itemId: string; delta: string }
  | { type: 'caller_said'; itemId: string; text: string }
  | { type: 'agent_began'; itemId: string }
  | { type: 'agent_words'; itemId: string; delta: string }
  | { type: 'agent_said'; itemId: string; text: string }
  | { type: 'agent_heard'; itemId: string }
  | { type: 'agent_cut'; itemId: string; heardMs: number; sentMs: number }
  | { type: 'tool_used'; toolCallId: string; name: string; argumentsJson: string }
  | { type: 'tool_answered'; toolCallId: string; ok: boolean; output: Record<string, unknown> }
  | { type: 'noted'; text: string };

type Draft = {
  key: string;
  turn: Turn;
  /** Everything said or meant to be said, before it is split by what was heard. */
  words: string;
  cut: { heardMs: number; sentMs: number } | null;
  savedAtMs: number;
};

const partialEveryMs = 300;
const unintelligible = '[inaudible]';
const maxText = 20_000;

export type Collector = ReturnType<typeof makeCollector>;

/** Turns in the order in which they began, whenever their words arrive. Gives what is to be saved now. */
export function makeCollector() {
  const drafts = new Map<string, Draft>();
  let lastSequence = 0;

  function open(key: string, speaker: Speaker, atMs: number): Draft {
    const found = drafts.get(key);
    if (found) return found;
    const turn: Turn = {
      sequence: ++lastSequence,
      speaker,
      text: '',
      unheardText: '',
      startedMs: Math.max(0, Math.round(atMs)),
      endedMs: Math.max(0, Math.round(atMs)),
      interrupted: false,
      final: false,
      detail: null,
    };
    const draft: Draft = { key, turn, words: '', cut: null, savedAtMs: Number.NEGATIVE_INFINITY };
    drafts.set(key, draft);
    return draft;
  }

  function change(draft: Draft, atMs: number, changes: Partial<Turn>): Turn[] {
    draft.turn = { ...draft.turn, ...changes };
    draft.savedAtMs = atMs;
    return [draft.turn];
  }

  function addWords(draft: Draft, delta: string, atMs: number): Turn[] {
    if (draft.turn.final) return [];
    draft.words = (draft.words + delta).slice(0, maxText);
    if (atMs - draft.savedAtMs < partialEveryMs || !draft.words.trim()) return [];
    return change(draft, atMs, { text: draft.words.trim(), endedMs: ended(draft, atMs) });
  }

  const ended = (draft: Draft, atMs: number) => Math.max(draft.turn.startedMs, Math.round(atMs));

  function callerSaid(itemId: string, text: string, atMs: number): Turn[] {
    const draft = open(`caller:${itemId}`, 'caller', atMs);
    const words = text.trim().slice(0, maxText);
    return change(draft, atMs, { text: words || unintelligible, final: true });
  }

  function agentSaid(itemId: string, text: string, atMs: number): Turn[] {
    const draft = open(`agent:${itemId}`, 'agent', atMs);
    draft.words = text.trim().slice(0, maxText);
    if (draft.cut) return change(draft, atMs, splitHeard(draft.words, draft.cut));
    return change(draft, atMs, { text: draft.words });
  }

  function agentCut(itemId: string, cut: { heardMs: number; sentMs: number }, atMs: number): Turn[] {
    const draft = drafts.get(`agent:${itemId}`);
    if (!draft || draft.turn.final) return [];
    draft.cut = cut;
    const split = splitHeard(draft.words.trim(), cut);
    return change(draft, atMs, { ...split, interrupted: true, final: true, endedMs: ended(draft, atMs) });
  }

  function agentHeard(itemId: string, atMs: number): Turn[] {
    const draft = drafts.get(`agent:${itemId}`);
    if (!draft || draft.turn.final) return [];
    const next = [...drafts.values()].find(
      ({ turn }) => turn.sequence > draft.turn.sequence && turn.speaker === 'agent',
    );
    if (next && !next.turn.final) next.turn = { ...next.turn, startedMs: Math.round(atMs), endedMs: Math.round(atMs) };
    return change(draft, atMs, { text: draft.words.trim(), final: true, endedMs: ended(draft, atMs) });
  }

  function toolAnswered(answer: Extract<Heard, { type: 'tool_answered' }>, atMs: number): Turn[] {
    const draft = drafts.get(`tool:${answer.toolCallId}`);
    if (!draft) return [];
    const detail = { ...draft.turn.detail, ok: answer.ok, result: answer.output };
    return change(draft, atMs, { detail, final: true, endedMs: ended(draft, atMs) });
  }

  return {
    hear(event: Heard, atMs: number): Turn[] {
      switch (event.type) {
        case 'caller_began':
          open(`caller:${event.itemId}`, 'caller', atMs);
          return [];
        case 'caller_stopped': {
          const draft = drafts.get(`caller:${event.itemId}`);
          if (draft) draft.turn = { ...draft.turn, endedMs: ended(draft, atMs) };
          return [];
        }
        case 'caller_words':
          return addWords(open(`caller:${event.itemId}`, 'caller', atMs), event.delta, atMs);
        case 'caller_said':
          return callerSaid(event.itemId, event.text, atMs);
        case 'agent_began':
          open(`agent:${event.itemId}`, 'agent', atMs);
          return [];
        case 'agent_words':
          return addWords(open(`agent:${event.itemId}`, 'agent', atMs), event.delta, atMs);
        case 'agent_said':
          return agentSaid(event.itemId, event.text, atMs);
        case 'agent_heard':
          return agentHeard(event.itemId, atMs);
        case 'agent_cut':
          return agentCut(event.itemId, event, atMs);
        case 'tool_used': {
          const draft = open(`tool:${event.toolCallId}`, 'tool', atMs);
          const detail = { name: event.name, arguments: readArguments(event.argumentsJson) };
          return change(draft, atMs, { text: event.name, detail });
        }
        case 'tool_answered':
          return toolAnswered(event, atMs);
        case 'noted':
          return change(open(`note:${lastSequence + 1}`, 'system', atMs), atMs, { text: event.text, final: true });
      }
    },

    /** A caller's turn whose words the model still owes us. */
    isWaitingForWords: () => [...drafts.values()].some(({ turn }) => turn.speaker === 'caller' && !turn.final),

    /** The call is over: what is still open is closed with what is known. */
    close(atMs: number): Turn[] {
      return [...drafts.values()]
        .filter(({ turn }) => !turn.final)
        .flatMap((draft) => {
          const text = draft.words.trim() || (draft.turn.speaker === 'caller' ? unintelligible : draft.turn.text);
          return change(draft, atMs, {
            text,
            final: true,
            endedMs: Math.max(draft.turn.endedMs, draft.turn.startedMs),
          });
        });
    },
  };
}

function readArguments(json: string): unknown {
  try {
    return JSON.parse(json.slice(0, maxText));
  } catch {
    return null;
  }
}
