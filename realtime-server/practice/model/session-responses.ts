import type { PracticeClock } from '../clock';
import type { RememberedWords } from '../speech/remembered-words';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import type { ResponseOptions } from './client-event';
import { type Conversation, type Item, itemFrom } from './conversation';
import { type ProtocolError, refusal } from './protocol-error';
import { type CancelReason, type Reply, type ResponseJob, type RunningResponse, startResponse } from './response';
import type { Emit } from './response-output';
import type { ScriptBook } from './script';
import type { FunctionTool, SessionConfig, VoiceChoice } from './session-config';
import { makeMeter } from './usage';

/** Everything an answer may be made of. */
export type Question = {
  instructions: string;
  /** Of this response alone; they come before the session's. */
  wish: string;
  items: Item[];
  tools: FunctionTool[];
};

export type Decide = (question: Question) => Reply;

export type ResponseDesk = {
  create(options: ResponseOptions | undefined): ProtocolError | undefined;
  cancel(reason: CancelReason, responseId?: string): ProtocolError | undefined;
  active(): boolean;
  /** True once audio went out: from then on the voice is fixed. */
  hasSpoken(): boolean;
  close(): void;
};

type Deps = {
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  script: ScriptBook;
  decide: Decide;
  remember: RememberedWords['remember'];
  emit: Emit;
  config(): SessionConfig;
  conversation: Conversation;
  ended(saidMs: number): void;
};

const voiceName = (voice: VoiceChoice) => (typeof voice === 'string' ? voice : voice.id);

export function makeResponseDesk(deps: Deps): ResponseDesk {
  const { conversation, script } = deps;
  const measure = makeMeter();
  const outOfBand = new Set<RunningResponse>();
  let active: RunningResponse | undefined;
  let hasSpoken = false;

  function itemsFor(options: ResponseOptions | undefined): Item[] {
    if (!options?.input) return conversation.items();
    return options.input.flatMap((given) => {
      if (given.type === 'item_reference') return conversation.held(given.id)?.item ?? [];
      return itemFrom(given);
    });
  }

  function jobFor(options: ResponseOptions | undefined): ResponseJob {
    const config = deps.config();
    const scripted = script.nextReply();
    const items = itemsFor(options);
    const modality = scripted?.asText
      ? 'text'
      : ((options?.output_modalities ?? config.output_modalities)[0] ?? 'audio');
    const limit = options?.max_output_tokens ?? config.max_output_tokens;
    const toolChoice = options?.tool_choice ?? config.tool_choice;
    const tools = toolChoice === 'none' ? [] : (options?.tools ?? config.tools);

    return {
      modality,
      format: options?.audio?.output?.format ?? config.audio.output.format,
      manner: {
        voice: voiceName(options?.audio?.output?.voice ?? config.audio.output.voice),
        speed: config.audio.output.speed,
      },
      maxOutputTokens: limit === 'inf' ? Number.POSITIVE_INFINITY : limit,
      metadata: options?.metadata ?? null,
      inConversation: options?.conversation !== 'none',
      thinkMs: script.current().thinkMs ?? 60,
      paceMs: script.current().deltaPaceMs ?? 4,
      fail: scripted?.fail,
      incomplete: scripted?.incomplete,
      silent: script.current().silent ?? false,
      decide() {
        if (scripted) return { say: scripted.say ?? '', calls: scripted.call ? [scripted.call] : [] };
        return deps.decide({ instructions: config.instructions, wish: options?.instructions ?? '', items, tools });
      },
    };
  }

  function start(options: ResponseOptions | undefined): RunningResponse {
    let isExact = false;
    const job = jobFor(options);
    const decided = job.decide;
    job.decide = () => {
      const reply = decided();
      isExact = reply.exact ?? false;
      return reply;
    };
    const { instructions, tools } = deps.config();
    const heard = conversation.items().flatMap(({ id }) => conversation.held(id) ?? []);
    return startResponse(job, {
      clock: deps.clock,
      emit: deps.emit,
      usage: (said) => measure(`${options?.instructions ?? instructions}${JSON.stringify(tools)}`, heard, said),
      keep(held) {
        const added = conversation.add(held);
        return 'previousId' in added ? added.previousId : null;
      },
      async say(text, manner, format) {
        const spoken = await deps.speech.say(text, manner);
        if (format.type === 'audio/pcmu') {
          deps.spokenWords.register(text, spoken.muLaw8k);
          if (isExact) deps.remember(text, manner);
        }
        hasSpoken = true;
        return spoken;
      },
      ended(response) {
        if (active === response) active = undefined;
        outOfBand.delete(response);
        deps.ended(response.said.reduce((ms, { audioMs }) => ms + audioMs, 0));
      },
    });
  }

  return {
    create(options) {
      if (options?.conversation === 'none') {
        outOfBand.add(start(options));
        return undefined;
      }
      if (active) {
        const message = `Conversation already has an active response in progress: ${active.id}. Wait until it is finished.`;
        return refusal('conversation_already_has_active_response', message);
      }
      active = start(options);
      return undefined;
    },
    cancel(reason, responseId) {
      const target = responseId ? [active, ...outOfBand].find((one) => one?.id === responseId) : active;
      if (!target) return refusal('response_cancel_not_active', 'Cancellation failed: no active response found');
      target.cancel(reason, script.current().lateDeltasAfterCancel ?? 0);
      return undefined;
    },
    active: () => active !== undefined,
    hasSpoken: () => hasSpoken,
    close() {
      for (const response of [active, ...outOfBand]) response?.cancel('client_cancelled', 0);
    },
  };
}
