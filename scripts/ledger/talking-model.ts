import { z } from 'zod';
import { frameMs } from '../bench/frame-ledger';
import { callerTurn, event, type SpokenResponse, startResponse } from '../bench/spoken-response';
import { asciiJson, type Wire } from '../bench/wire';
import type { CallerEar } from './caller-ear';
import type { Chance } from './chance';
import type { ModelLedger, Said } from './model-ledger';

const commandSchema = z.looseObject({
  type: z.string(),
  event_id: z.string().optional(),
  item_id: z.string().optional(),
  response_id: z.string().optional(),
  audio_end_ms: z.number().optional(),
  session: z.looseObject({}).optional(),
});

const answerFrames = 60;
const speechMs = 200;
const rest = ' we are open on Saturday from nine in the morning until noon';
const words = rest.split(/(?= )/);

type Deps = {
  callSid: string;
  wire: Wire;
  ledger: ModelLedger;
  /** At the other end of the call. */
  ear: CallerEar;
  chance: Chance;
  /** So many of a hundred events of what costs money are told twice. */
  doublesPercent: number;
};

/** One session of the scripted model: it says words that nothing else says, and writes down what it asks for them. */
export class TalkingModel {
  private response: SpokenResponse | null = null;
  private holdsNext = false;
  private isGone = false;
  private readonly answers = new Map<string, Said>();
  private readonly waiting: (() => void)[] = [];
  private hear: () => void = () => undefined;

  constructor(private readonly deps: Deps) {}

  /** From the server. */
  onText(text: string): void {
    if (text.includes('"input_audio_buffer.append"')) {
      this.hear();
      return;
    }
    const command = commandSchema.parse(JSON.parse(text));
    const refuse = (code: string) =>
      this.tell(
        event('error', {
          error: { type: 'invalid_request_error', code, message: code, param: null, event_id: command.event_id },
        }),
      );
    if (command.type === 'session.update') {
      this.tell(event('session.updated', { session: { object: 'realtime.session', ...command.session } }));
    } else if (command.type === 'response.create') {
      if (this.response) refuse('conversation_already_has_active_response');
      else setTimeout(() => this.answer(), 50);
    } else if (command.type === 'response.cancel') {
      this.takenBack(command.response_id);
      if (!this.response) refuse('response_cancel_not_active');
    } else if (command.type === 'conversation.item.truncate') {
      const fields = { item_id: command.item_id, content_index: 0, audio_end_ms: command.audio_end_ms };
      this.tell(event('conversation.item.truncated', fields));
    }
  }

  /** Who hears nobody is said nothing: a session that is prepared, or let go of again, or that must not listen yet. */
  whenHearing(begin: () => void): void {
    this.hear = () => {
      this.hear = () => undefined;
      begin();
    };
  }

  /** The caller says something; resolves when its words are told. */
  async callerSpeaks(): Promise<void> {
    const { ledger, callSid } = this.deps;
    const turn = callerTurn((text) => this.tell(text));
    turn.started();
    if (this.response) this.end('cancelled');
    await new Promise((resolve) => setTimeout(resolve, speechMs));
    if (!this.isListening()) return;
    const code = ledger.nextCode();
    const text = `${code} please tell me when you are open`;
    ledger.say({ callSid, speaker: 'caller', code, text });
    turn.stopped(text);
  }

  /** The next answer goes on until the caller interrupts it. */
  holdNext(): void {
    this.holdsNext = true;
  }

  /** Resolves when an answer has begun. */
  answered(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  answer(): void {
    if (this.response || !this.isListening()) return;
    const { ledger, ear, callSid } = this.deps;
    const code = ledger.nextCode();
    const said = ledger.say({ callSid, speaker: 'agent', code, text: code + rest });
    const nextFrame = ear.expect(said);
    this.response = startResponse((text) => this.tell(text), null);
    this.answers.set(this.response.responseId, said);
    for (const word of [code, ...words]) {
      for (let frame = 0; frame < answerFrames / (words.length + 1); frame++) this.response.audio(nextFrame(), frameMs);
      this.response.words(word);
    }
    if (!this.holdsNext) this.end('completed');
    this.holdsNext = false;
    for (const heard of this.waiting.splice(0)) heard();
  }

  /** What was told before arrives; nothing is told afterwards. */
  drop(): void {
    this.abandon();
    this.deps.wire.close();
  }

  /** Nobody is there to be told anything. */
  abandon(): void {
    this.isGone = true;
  }

  private isListening(): boolean {
    return !this.isGone && this.deps.wire.isOpen();
  }

  /** Whoever is cut off before a word of it was heard has said nothing. */
  private takenBack(responseId: string | undefined): void {
    const said = this.answers.get(responseId ?? '');
    if (said) this.deps.ear.takenBack((code) => code === said.code, performance.now());
  }

  private end(status: 'completed' | 'cancelled'): void {
    const { response } = this;
    this.response = null;
    response?.end(status);
  }

  private tell(text: string): void {
    const { wire, ledger, chance, doublesPercent, callSid } = this.deps;
    if (!this.isListening()) return;
    const priced = this.priced(text);
    wire.send(priced?.text ?? text);
    if (!priced) return;
    const { kind, providerId, usage } = priced;
    ledger.note({ callSid, kind, providerId, usage, toldAtMs: performance.now() });
    if (chance.percent(doublesPercent)) wire.send(priced.text);
  }

  /** An event that says what something costs, with figures of chance in place of the usual ones. */
  private priced(text: string) {
    if (text.startsWith('{"type":"response.done"')) {
      const { response, ...head } = z
        .looseObject({ response: z.looseObject({ id: z.string() }) })
        .parse(JSON.parse(text));
      const usage = someTokens(this.deps.chance);
      const told = asciiJson({ ...head, response: { ...response, usage } });
      return { kind: 'response' as const, providerId: response.id, usage, text: told };
    }
    if (text.startsWith('{"type":"conversation.item.input_audio_transcription.completed"')) {
      const completed = z.looseObject({ item_id: z.string() }).parse(JSON.parse(text));
      const usage = { type: 'duration', seconds: this.deps.chance.between(3, 60) / 10 };
      const told = asciiJson({ ...completed, usage });
      return { kind: 'transcription' as const, providerId: completed.item_id, usage, text: told };
    }
    return null;
  }
}

/** Figures as the provider gives them: of what was read before, no more than of what was read. */
function someTokens(chance: Chance) {
  const [textIn, audioIn] = [chance.between(200, 3000), chance.between(0, 900)];
  const [textCached, audioCached] = [chance.between(0, textIn), chance.between(0, audioIn)];
  const [textOut, audioOut] = [chance.between(0, 120), chance.between(0, 400)];
  return {
    total_tokens: textIn + audioIn + textOut + audioOut,
    input_tokens: textIn + audioIn,
    output_tokens: textOut + audioOut,
    input_token_details: {
      text_tokens: textIn,
      audio_tokens: audioIn,
      cached_tokens: textCached + audioCached,
      cached_tokens_details: { text_tokens: textCached, audio_tokens: audioCached },
    },
    output_token_details: { text_tokens: textOut, audio_tokens: audioOut },
  };
}
