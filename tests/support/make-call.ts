import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { EndReason, Turn } from '@/lib/contracts/call';
import type { DeclinedRecording, OpenedRecording } from '@/lib/contracts/recording';
import type { TakeMessageInput } from '@/lib/contracts/tool';
import type { UsageEntry } from '@/lib/contracts/usage';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { makeLog } from '@/lib/platform/log';
import type { GreetingClips } from '@/realtime-server/agent/greeting-clips';
import type { CallBudget } from '@/realtime-server/ports/call-budget';
import type { CallSetup } from '@/realtime-server/ports/call-setup';
import type { CallStore } from '@/realtime-server/ports/call-store';
import { asPayload, type Payload } from '@/realtime-server/ports/carrier';
import type { Recorder } from '@/realtime-server/ports/recorder';
import type { CallTransfers } from '@/realtime-server/ports/transfers';
import { type CallSession, startCall } from '@/realtime-server/session/call-session';
import { type FakeCarrier, makeFakeCarrier } from './fake-carrier';
import { type FakeClock, makeFakeClock } from './fake-clock';
import { makeConfig } from './make-config';
import { type Did, makeScriptedVoiceModel, type ScriptedVoiceModel } from './scripted-voice-model';

export const silentLog = makeLog('test');

export function makeSetup(changes: Partial<CallSetup> = {}): CallSetup {
  return {
    callId: mintCallId('00000000-0000-4000-8000-00000000ca11'),
    tenantId: mintTenantId('00000000-0000-4000-8000-000000000001'),
    channel: 'phone',
    carrierCallSid: 'CA0123456789abcdef0123456789abcdef',
    callerNumber: '+12025550177',
    dialedNumber: '+12025550101',
    config: makeConfig({ personality: { silenceCheckIns: 50 } }),
    replacedSections: [],
    history: [],
    resumed: null,
    caller: null,
    ...changes,
  };
}

/** The record of one call, in memory. */
export function makeFakeStore() {
  const turns = new Map<number, Turn>();
  const events: [kind: string, detail: Record<string, unknown>][] = [];
  const messages: [toolCallId: string, message: TakeMessageInput][] = [];
  const ends: { reason: EndReason; outcome: string }[] = [];
  const answeredAt: Date[] = [];
  const endedAt: Date[] = [];
  const recordings: [what: 'opened' | 'declined', detail: OpenedRecording | DeclinedRecording][] = [];
  const firstAudioMs: number[] = [];
  const left: string[] = [];
  const used: Omit<UsageEntry, 'at'>[] = [];
  const store: CallStore = {
    answered: (at) => void answeredAt.push(at),
    firstAudio: (ms) => void firstAudioMs.push(ms),
    saveTurn: (turn) => void turns.set(turn.sequence, turn),
    noteEvent: (kind, detail) => void events.push([kind, detail]),
    noteUsage: (entry) => void used.push(entry),
    async takeMessage(toolCallId, message) {
      messages.push([toolCallId, message]);
    },
    async openRecording(opened) {
      recordings.push(['opened', opened]);
    },
    async declineRecording(declined) {
      recordings.push(['declined', declined]);
    },
    async leave() {
      left.push('left');
    },
    async finish(reason, outcome, at) {
      ends.push({ reason, outcome });
      endedAt.push(at);
    },
  };
  const words = () => [...turns.values()].sort((a, b) => a.sequence - b.sequence);
  return { store, answeredAt, endedAt, left, events, recordings, messages, ends, firstAudioMs, used, turns: words };
}

/** Milliseconds of telephone sound. */
export function sound(ms: number): Payload {
  return asPayload(Buffer.alloc(ms * 8, 0x55));
}

export type CallAtTest = {
  session: CallSession;
  model: ScriptedVoiceModel;
  models: ScriptedVoiceModel[];
  carrier: FakeCarrier;
  clock: FakeClock;
  record: ReturnType<typeof makeFakeStore>;
  /** What line and model were told, in one order. */
  did: Did[];
  asked: Parameters<GreetingClips['prepare']>[0][];
  hasEnded(): boolean;
};

type CallOptions = {
  config?: AgentConfig;
  setup?: Partial<CallSetup>;
  /** Length of the greeting's clip; 0: there is none. */
  clipMs?: number;
  apologyMs?: number;
  recorder?: Recorder;
  transfers?: CallTransfers;
  budget?: CallBudget;
  /** False: the model stays silent until the test reports it ready. */
  ready?: boolean;
};

/** A call with hand-held time, line and model. */
export function makeCall({
  config,
  setup,
  recorder,
  transfers,
  budget,
  clipMs = 0,
  apologyMs = 0,
  ready = true,
}: CallOptions = {}): CallAtTest {
  const clock = makeFakeClock();
  const did: Did[] = [];
  const asked: CallAtTest['asked'] = [];
  const models: ScriptedVoiceModel[] = [];
  const record = makeFakeStore();
  const carrier = makeFakeCarrier(
    (name) => session.onMark(name),
    (what) => did.push(what),
  );
  let ended = 0;

  const clips: Pick<GreetingClips, 'find' | 'prepare'> = {
    find({ text }) {
      const ms = text.startsWith("I'm sorry") ? apologyMs : clipMs;
      return ms > 0 ? { payload: sound(ms) } : null;
    },
    prepare: (wanted) => void asked.push(wanted),
  };
  const session: CallSession = startCall({
    setup: makeSetup({ ...(config ? { config } : {}), ...setup }),
    carrier,
    store: record.store,
    recorder,
    transfers,
    budget,
    clock,
    clips,
    log: silentLog,
    openVoiceModel() {
      const model = makeScriptedVoiceModel((what) => did.push(what));
      models.push(model);
      return model;
    },
    onEnded: () => {
      ended += 1;
    },
  });
  const [model] = models;
  if (!model) throw new Error('No model was opened.');
  if (ready) model.report({ type: 'ready' });
  return { session, model, models, carrier, clock, record, did, asked, hasEnded: () => ended === 1 };
}

/** The model begins an answer and gives this much sound and these words; `ended` closes it. */
export function answer(
  model: ScriptedVoiceModel,
  id: string,
  { ms, words, ended = true }: { ms: number; words: string; ended?: boolean },
): void {
  const part = { responseId: `resp_${id}`, itemId: `item_${id}` };
  model.report({ type: 'response_started', responseId: part.responseId, requestId: null });
  model.report({ type: 'message_started', ...part });
  model.report({ type: 'agent_words', ...part, delta: words });
  for (let left = ms; left > 0; left -= 100)
    model.report({ type: 'audio', ...part, payload: sound(Math.min(100, left)) });
  if (!ended) return;
  model.report({ type: 'audio_done', ...part }, { type: 'agent_words_done', ...part, text: words });
  model.report({ type: 'response_ended', responseId: part.responseId, status: 'completed', reason: null, usage: null });
}

/** The caller says something that the model hears and understands. */
export function callerSays(model: ScriptedVoiceModel, itemId: string, text: string): void {
  model.report(
    { type: 'caller_started', itemId },
    { type: 'caller_stopped', itemId },
    { type: 'caller_committed', itemId },
    { type: 'caller_words_done', itemId, text, usage: null },
  );
}
