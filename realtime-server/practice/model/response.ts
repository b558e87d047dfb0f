import { type PracticeClock, wait } from '../clock';
import { bytesFromPcm } from '../sound/pcm';
import { sentencesOf } from '../speech/speakable';
import type { Manner, Spoken } from '../speech/speech';
import { type Held, newId } from './conversation';
import { type Emit, emitFunctionCall, type OpenMessage, type OutputDesk, openMessage } from './response-output';
import type { ScriptedReply } from './script';
import type { AudioFormat } from './session-config';

/** Exact: words that were asked for as they stand. */
export type Reply = { say: string; exact?: boolean; calls: { name: string; arguments: Record<string, unknown> }[] };

export type ResponseJob = {
  modality: 'audio' | 'text';
  format: AudioFormat;
  manner: Manner;
  maxOutputTokens: number;
  metadata: Record<string, string> | null;
  inConversation: boolean;
  thinkMs: number;
  paceMs: number;
  fail: ScriptedReply['fail'];
  incomplete: ScriptedReply['incomplete'];
  silent: boolean;
  decide(): Reply;
};

export type ResponseDeps = {
  clock: PracticeClock;
  emit: Emit;
  say(text: string, manner: Manner, format: AudioFormat): Promise<Spoken>;
  keep(held: Held): string | null;
  usage(said: Held[]): unknown;
  ended(response: RunningResponse): void;
};

export type CancelReason = 'turn_detected' | 'client_cancelled';
export type RunningResponse = { id: string; said: Held[]; cancel(reason: CancelReason, lateDeltas: number): void };

type Status = 'in_progress' | 'completed' | 'cancelled' | 'failed' | 'incomplete';

const deltaMs = 100;
const betweenSentencesMs = 120;

function bytesOf(spoken: Spoken, format: AudioFormat): Buffer {
  return format.type === 'audio/pcmu' ? Buffer.from(spoken.muLaw8k) : bytesFromPcm(spoken.pcm24k);
}

function quiet(ms: number, format: AudioFormat): Buffer {
  return format.type === 'audio/pcmu' ? Buffer.alloc(ms * 8, 0xff) : Buffer.alloc(ms * 48);
}

/** One answer on its way out. Cancelling closes it at once; whatever its loop still prepares is dropped. */
export function startResponse(job: ResponseJob, deps: ResponseDeps): RunningResponse {
  const id = newId('resp');
  const said: Held[] = [];
  const desk: OutputDesk = { emit: deps.emit, responseId: id, inConversation: job.inConversation, keep: deps.keep };
  const running: RunningResponse = { id, said, cancel };
  let status: Status = 'in_progress';
  let open: OpenMessage | undefined;

  const snapshot = (details: unknown, usage: unknown) => ({
    id,
    object: 'realtime.response',
    status,
    status_details: details,
    output: said.map(({ item }) => item),
    conversation_id: job.inConversation ? 'conv_practice' : null,
    output_modalities: [job.modality],
    audio: { output: { format: job.format, voice: job.manner.voice } },
    max_output_tokens: Number.isFinite(job.maxOutputTokens) ? job.maxOutputTokens : 'inf',
    metadata: job.metadata,
    usage,
  });

  function finish(next: Exclude<Status, 'in_progress'>, details: Record<string, unknown> | null): void {
    if (status !== 'in_progress') return;
    status = next;
    open?.close(next === 'completed' ? 'completed' : 'incomplete');
    open = undefined;
    const usage = deps.usage(said);
    deps.ended(running);
    deps.emit({ type: 'response.done', response: snapshot(details, usage) });
  }

  function cancel(reason: CancelReason, lateDeltas: number): void {
    if (status !== 'in_progress') return;
    for (let late = 0; late < lateDeltas; late++) open?.audio(quiet(deltaMs, job.format), deltaMs);
    finish('cancelled', { type: 'cancelled', reason });
  }

  async function speak(sentence: string, message: OpenMessage, isFirst: boolean): Promise<void> {
    const bytes = bytesOf(await deps.say(sentence, job.manner, job.format), job.format);
    if (status !== 'in_progress') return;

    const step = quiet(deltaMs, job.format).length;
    const words = sentence.split(' ');
    const pieces = Math.max(1, Math.ceil(bytes.length / step));
    if (!isFirst) message.audio(quiet(betweenSentencesMs, job.format), betweenSentencesMs);
    let wordsSent = 0;
    for (let piece = 0; piece < pieces; piece++) {
      const wordsDue = Math.ceil((words.length * (piece + 1)) / pieces);
      for (; wordsSent < wordsDue; wordsSent++) message.words(`${wordsSent || !isFirst ? ' ' : ''}${words[wordsSent]}`);
      const chunk = bytes.subarray(piece * step, (piece + 1) * step);
      if (chunk.length > 0) message.audio(chunk, (chunk.length / step) * deltaMs);
      if (message.held.audioMs / 50 > job.maxOutputTokens) return finish('incomplete', tooLong);
      await wait(deps.clock, job.paceMs);
      if (status !== 'in_progress') return;
    }
  }

  const tooLong = { type: 'incomplete', reason: 'max_output_tokens' };

  async function sayAll(text: string): Promise<void> {
    const message = openMessage(desk, said.length, job.modality);
    open = message;
    said.push(message.held);
    for (const [index, sentence] of sentencesOf(text).entries()) {
      if (job.modality === 'text') message.words(`${index ? ' ' : ''}${sentence}`);
      else await speak(sentence, message, index === 0);
      if (status !== 'in_progress') return;
    }
    open = undefined;
    message.close('completed');
  }

  async function run(): Promise<void> {
    await wait(deps.clock, job.thinkMs);
    if (status !== 'in_progress' || job.silent) return;
    if (job.fail) return finish('failed', { type: 'failed', error: { type: job.fail, code: job.fail } });

    const reply = job.decide();
    if (reply.say) await sayAll(reply.say);
    if (job.incomplete) return finish('incomplete', { type: 'incomplete', reason: job.incomplete });
    for (const call of reply.calls) {
      if (status !== 'in_progress') return;
      said.push(emitFunctionCall(desk, said.length, call.name, JSON.stringify(call.arguments)));
    }
    finish('completed', null);
  }

  deps.emit({ type: 'response.created', response: snapshot(null, null) });
  deps.emit({
    type: 'rate_limits.updated',
    rate_limits: [
      { name: 'requests', limit: 5000, remaining: 4999, reset_seconds: 0.012 },
      { name: 'tokens', limit: 400_000, remaining: 396_000, reset_seconds: 0.6 },
    ],
  });
  run().catch(() => finish('failed', { type: 'failed', error: { type: 'server_error', code: 'server_error' } }));
  return running;
}
