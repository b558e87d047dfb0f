import { mergeTurns, type ShownTurn } from '@/lib/call/transcript';
import type { BrowserCallDown } from '@/lib/contracts/browser-call';

export type Problem = 'microphone_denied' | 'microphone_missing' | 'refused' | 'lost' | 'silent_server';

export type CallPhase =
  | { at: 'ready'; problem: Problem | null; message: string }
  | { at: 'permission' }
  /** The greeting may be on its way before the server has said that it is ready. */
  | { at: 'connecting'; heard: boolean }
  | { at: 'live'; talk: Talk }
  | { at: 'ended'; talk: Talk; seconds: number; reason: string };

/** What is known of a call while it lasts. Times are of the page's own clock. */
export type Talk = {
  callId: string;
  startedAtMs: number;
  turns: ShownTurn[];
  firstSoundMs: number | null;
  /** When the caller first had their say, and how long the answer to it took. */
  askedAtMs: number | null;
  firstReplyMs: number | null;
};

export type CallNews =
  | { type: 'asking' }
  | { type: 'connecting' }
  | { type: 'failed'; problem: Problem; message?: string }
  | { type: 'down'; message: BrowserCallDown; atMs: number }
  | { type: 'asked'; atMs: number }
  | { type: 'sound'; atMs: number }
  | { type: 'closed'; reason: string; atMs: number }
  | { type: 'again' };

export const readyPhase: CallPhase = { at: 'ready', problem: null, message: '' };

const problemWords: Record<Problem, string> = {
  microphone_denied: 'The browser does not let this page use the microphone.',
  microphone_missing: 'No microphone was found.',
  refused: 'The call was refused. Start another one.',
  lost: 'The connection to the call server was lost.',
  silent_server: 'The call server does not answer. Try again in a minute.',
};

/** The life of a test call: every step the page can show, and no other. */
export function nextPhase(phase: CallPhase, news: CallNews): CallPhase {
  switch (news.type) {
    case 'asking':
      return { at: 'permission' };
    case 'connecting':
      return { at: 'connecting', heard: false };
    case 'again':
      return readyPhase;
    case 'failed':
      return failed(phase, news.problem, news.message);
    case 'down':
      return heardDown(phase, news.message, news.atMs);
    case 'asked':
      return withTalk(phase, (talk) => ({ ...talk, askedAtMs: talk.askedAtMs ?? news.atMs }));
    case 'sound':
      if (phase.at === 'connecting') return { ...phase, heard: true };
      return withTalk(phase, (talk) => noteSound(talk, news.atMs));
    case 'closed':
      return closed(phase, news.reason, news.atMs);
  }
}

function withTalk(phase: CallPhase, change: (talk: Talk) => Talk): CallPhase {
  return phase.at === 'live' ? { ...phase, talk: change(phase.talk) } : phase;
}

/** A call that has ended keeps what was said, whatever fails after it. */
function failed(phase: CallPhase, problem: Problem, message = problemWords[problem]): CallPhase {
  return phase.at === 'live' || phase.at === 'ended' ? phase : { at: 'ready', problem, message };
}

function noteSound(talk: Talk, atMs: number): Talk {
  const firstSoundMs = talk.firstSoundMs ?? atMs - talk.startedAtMs;
  if (talk.askedAtMs === null || talk.firstReplyMs !== null) return { ...talk, firstSoundMs };
  return { ...talk, firstSoundMs, firstReplyMs: atMs - talk.askedAtMs };
}

function heardDown(phase: CallPhase, message: BrowserCallDown, atMs: number): CallPhase {
  if (message.type === 'ready') {
    const firstSoundMs = phase.at === 'connecting' && phase.heard ? 0 : null;
    const times = { startedAtMs: atMs, firstSoundMs, askedAtMs: null, firstReplyMs: null };
    return { at: 'live', talk: { callId: message.callId, turns: [], ...times } };
  }
  if (message.type === 'turn') return withTalk(phase, (talk) => ({ ...talk, turns: addTurn(talk.turns, message) }));
  if (message.type === 'ended' && phase.at === 'live') return ended(phase.talk, message.reason, atMs);
  return phase;
}

function addTurn(turns: ShownTurn[], message: Extract<BrowserCallDown, { type: 'turn' }>): ShownTurn[] {
  const { sequence, speaker, text, unheardText, startedMs, final } = message;
  const before = turns.find((turn) => turn.sequence === sequence);
  const interrupted = unheardText !== '';
  // The socket keeps its order, so what comes later is the later copy.
  const revision = (before?.revision ?? 0) + 1;
  const turn = { sequence, speaker, text, unheardText, startedMs, endedMs: startedMs, interrupted, final };
  return mergeTurns(turns, [{ ...turn, gapMs: null, detail: null, revision }]);
}

function ended(talk: Talk, reason: string, atMs: number): CallPhase {
  return { at: 'ended', talk, reason, seconds: Math.round((atMs - talk.startedAtMs) / 1000) };
}

function closed(phase: CallPhase, reason: string, atMs: number): CallPhase {
  if (phase.at === 'live') return ended(phase.talk, reason, atMs);
  if (phase.at === 'connecting') return failed(phase, 'refused');
  return phase;
}
