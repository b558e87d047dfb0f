import type { Speaker, Turn } from '@/lib/contracts/call';
import { splitHeard } from './heard-words';

/** The story of a call, as it reaches the collector. */
export type Heard =
  /** `agoMs`: how long before it was noticed. */
  | { type: 'caller_began'; itemId: string; agoMs?: number }
  /** `silentMs`: how long nothing had been said when it was noticed. */
  | { type: 'caller_stopped'; itemId: string; silentMs: number }
  | { type: 'caller_words'; itemId: string; delta: string }
  | { type: 'caller_said'; itemId: string; text: string }
  | { type: 'agent_began'; itemId: string }
  | { type: 'agent_words'; itemId: string; delta: string }
  | { type: 'agent_said'; itemId: string; text: string }
  /** `playedMs`: how much of it the caller has heard by now. */
  | { type: 'agent_sounds'; itemId: string; playedMs: number; sentMs: number }
  | { type: 'agent_heard'; itemId: string }
  | { type: 'agent_cut'; itemId: string; heardMs: number; sentMs: number }
  /** The model is gone, and with it the words of the caller that it still owed us. */
  | { type: 'words_lost' }
  /** Somebody of the team told the agent something; the caller did not hear it. */
  | { type: 'team_noted'; itemId: string; text: string }
  | { type: 'tool_used'; toolCallId: string; name: string; argumentsJson: string }
  | { type: 'tool_answered'; toolCallId: string; ok: boolean; output: Record<string, unknown> };

type Draft = {
  turn: Turn;
  /** Everything said or meant to be said, before it is split by what was heard. */
  words: string;
  cut: { heardMs: number; sentMs: number } | null;
  /** What the line has told of an answer that is being heard. */
  heard: { heardMs: number; sentMs: number };
  hasSounded: boolean;
  savedAtMs: number;
};

const blank = {
  words: '',
  cut: null,
  heard: { heardMs: 0, sentMs: 0 },
  hasSounded: false,
  savedAtMs: Number.NEGATIVE_INFINITY,
};
const partialEveryMs = 300;
const unintelligible = '[inaudible]';
const maxText = 20_000;

/**
 * Turns in the order in which they began, whenever their words arrive. Everything gives what is to be saved now;
 * `atMs` counts from the moment the call was answered.
 */
export class Collector {
  private readonly drafts = new Map<string, Draft>();
  private lastSequence = 0;
  /** When the caller's last words ended, while nothing has answered them. */
  private unansweredSinceMs: number | null = null;

  hear(event: Heard, atMs: number): Turn[] {
    switch (event.type) {
      case 'caller_began':
      case 'caller_stopped':
      case 'caller_words':
      case 'caller_said':
        return this.hearCaller(event, atMs);
      case 'tool_used':
      case 'tool_answered':
        return this.hearTool(event, atMs);
      case 'team_noted':
        return this.hearTeam(event, atMs);
      case 'words_lost':
        return this.closeCallers(atMs);
      default:
        return this.hearAgent(event, atMs);
    }
  }

  /** A caller's turn whose words the model still owes us. */
  isWaitingForWords(): boolean {
    return this.all().some(({ turn }) => turn.speaker === 'caller' && !turn.final);
  }

  /** The conversation up to now, in order. `id` is the model's own for what was said or used. */
  soFar(): { id: string; turn: Turn }[] {
    return [...this.drafts]
      .filter(([, { turn }]) => turn.sequence > 0)
      .sort(([, a], [, b]) => a.turn.sequence - b.turn.sequence)
      .map(([key, { turn, words }]) => ({
        id: key.slice(key.indexOf(':') + 1),
        turn: turn.final || turn.speaker === 'tool' ? turn : { ...turn, text: words.trim() },
      }));
  }

  /** The call is over: what is still open is closed with what is known. */
  close(atMs: number): Turn[] {
    return this.all()
      .filter(({ turn }) => !turn.final)
      .flatMap((draft) => {
        if (draft.turn.speaker === 'tool') return this.save(draft, atMs, { final: true });
        const words = draft.words.trim();
        const said =
          draft.turn.speaker === 'caller' ? { text: words || unintelligible } : splitHeard(words, draft.heard);
        return this.save(draft, atMs, { ...said, final: true });
      });
  }

  private closeCallers(atMs: number): Turn[] {
    return this.all()
      .filter(({ turn }) => turn.speaker === 'caller' && !turn.final)
      .flatMap((draft) => this.save(draft, atMs, { text: draft.words.trim() || unintelligible, final: true }));
  }

  private all(): Draft[] {
    return [...this.drafts.values()];
  }

  private open(key: string, speaker: Speaker, atMs: number): Draft {
    const found = this.drafts.get(key);
    if (found) return found;
    const draft: Draft = { turn: newTurn(speaker, atMs), ...blank };
    this.drafts.set(key, draft);
    return draft;
  }

  /** A caller's place is kept before the words come; an agent's turn has none before its first word. */
  private number({ turn }: Draft): void {
    if (turn.sequence > 0) return;
    this.lastSequence += 1;
    turn.sequence = this.lastSequence;
  }

  private save(draft: Draft, atMs: number, changes: Partial<Turn>): Turn[] {
    draft.turn = { ...draft.turn, ...changes };
    draft.savedAtMs = atMs;
    if (draft.turn.sequence === 0 && !draft.turn.text && !draft.turn.unheardText) return [];
    this.number(draft);
    return [draft.turn];
  }

  private hearCaller(event: Extract<Heard, { type: `caller_${string}` }>, atMs: number): Turn[] {
    const agoMs = event.type === 'caller_began' ? (event.agoMs ?? 0) : 0;
    const draft = this.open(`caller:${event.itemId}`, 'caller', atMs - agoMs);
    this.number(draft);
    if (event.type === 'caller_began') this.unansweredSinceMs = null;
    if (event.type === 'caller_words') return this.addWords(draft, event.delta, atMs);
    if (event.type === 'caller_said') {
      return this.save(draft, atMs, { text: event.text.trim().slice(0, maxText) || unintelligible, final: true });
    }
    if (event.type === 'caller_stopped') {
      draft.turn = { ...draft.turn, endedMs: endOf(draft, atMs - event.silentMs) };
      this.unansweredSinceMs = this.isAgentSounding() ? null : draft.turn.endedMs;
    }
    return [];
  }

  private hearAgent(event: Extract<Heard, { type: `agent_${string}` }>, atMs: number): Turn[] {
    if (event.type === 'agent_began') this.open(`agent:${event.itemId}`, 'agent', atMs);
    const draft = this.drafts.get(`agent:${event.itemId}`);
    // Words of an answer that the caller cut off before it began were never on the line.
    if (!draft || event.type === 'agent_began') return [];
    if (event.type === 'agent_said') return this.agentSaid(draft, event.text, atMs);
    if (draft.turn.final) return [];
    if (event.type === 'agent_words') {
      this.agentWords(draft, draft.words + event.delta);
      return [];
    }
    if (event.type === 'agent_sounds') return this.agentSounds(draft, event, atMs);

    draft.cut = event.type === 'agent_cut' ? event : null;
    if (draft.cut && draft.cut.heardMs > 0) this.sounds(draft, atMs - draft.cut.heardMs);
    const parts = draft.cut ? splitHeard(draft.words.trim(), draft.cut) : { text: draft.words.trim() };
    const ending = { interrupted: draft.cut !== null, final: true, endedMs: endOf(draft, atMs) };
    return this.save(draft, atMs, { ...parts, ...ending });
  }

  private agentWords(draft: Draft, words: string): void {
    draft.words = words.slice(0, maxText);
    if (draft.words.trim()) this.number(draft);
  }

  private agentSaid(draft: Draft, text: string, atMs: number): Turn[] {
    this.agentWords(draft, text.trim());
    if (!draft.turn.final) return [];
    return this.save(draft, atMs, draft.cut ? splitHeard(draft.words, draft.cut) : { text: draft.words });
  }

  /** Words follow the sound: should we die now, the record holds what was heard and no more. */
  private agentSounds(draft: Draft, { playedMs, sentMs }: { playedMs: number; sentMs: number }, atMs: number): Turn[] {
    this.sounds(draft, atMs - playedMs);
    draft.heard = { heardMs: playedMs, sentMs };
    if (atMs - draft.savedAtMs < partialEveryMs) return [];
    const { text } = splitHeard(draft.words.trim(), draft.heard);
    return text ? this.save(draft, atMs, { text, endedMs: endOf(draft, atMs) }) : [];
  }

  /** What the caller said into an answer that was still being heard has no silence behind it. */
  private isAgentSounding(): boolean {
    return this.all().some(({ turn, hasSounded }) => hasSounded && !turn.final);
  }

  /** The first sound of an answer ends the silence after the caller's words, once. */
  private sounds(draft: Draft, atMs: number): void {
    if (draft.hasSounded) return;
    draft.hasSounded = true;
    const startedMs = Math.max(0, Math.round(atMs));
    draft.turn = { ...draft.turn, startedMs, endedMs: Math.max(startedMs, draft.turn.endedMs) };
    const gapMs = this.unansweredSinceMs === null ? -1 : Math.round(atMs - this.unansweredSinceMs);
    this.unansweredSinceMs = null;
    if (gapMs >= 0) draft.turn = { ...draft.turn, gapMs };
  }

  private addWords(draft: Draft, delta: string, atMs: number): Turn[] {
    if (draft.turn.final) return [];
    draft.words = (draft.words + delta).slice(0, maxText);
    if (atMs - draft.savedAtMs < partialEveryMs) return [];
    return this.save(draft, atMs, { text: draft.words.trim() });
  }

  private hearTeam({ itemId, text }: Extract<Heard, { type: 'team_noted' }>, atMs: number): Turn[] {
    return this.save(this.open(`system:${itemId}`, 'system', atMs), atMs, { text, final: true });
  }

  private hearTool(event: Extract<Heard, { type: `tool_${string}` }>, atMs: number): Turn[] {
    const draft = this.open(`tool:${event.toolCallId}`, 'tool', atMs);
    if (event.type === 'tool_used') {
      const detail = { name: event.name, arguments: readArguments(event.argumentsJson) };
      return this.save(draft, atMs, { text: event.name.slice(0, 100) || 'unknown', detail });
    }
    const detail = { ...draft.turn.detail, ok: event.ok, result: event.output };
    return this.save(draft, atMs, { detail, final: true, endedMs: endOf(draft, atMs) });
  }
}

function newTurn(speaker: Speaker, atMs: number): Turn {
  const startedMs = Math.max(0, Math.round(atMs));
  const nothing = { text: '', unheardText: '', interrupted: false, final: false, gapMs: null, detail: null };
  return { sequence: 0, speaker, startedMs, endedMs: startedMs, ...nothing };
}

function endOf({ turn }: Draft, atMs: number): number {
  return Math.max(turn.startedMs, Math.round(atMs));
}

function readArguments(json: string): unknown {
  try {
    return JSON.parse(json.slice(0, maxText));
  } catch {
    return null;
  }
}
