import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { frameMs } from './frame-ledger';
import { event, type Speak, startResponse } from './spoken-response';
import { acceptWire, type Wire } from './wire';

/** One conversation; `onReady` when its session is as asked. */
export type Conversation = { onText(text: string, nowMs: number): void; onReady(): void; onClose(): void };

export type ModelServer = {
  baseUrl: string;
  /** How many sessions have spoken a text for a clip. */
  clipsSpoken(): number;
  /** Whoever asked for clips is dead: the rest of them is spoken to nobody. */
  abandonClips(): void;
  close(): Promise<void>;
};

/** Half to take the settings, half to begin to speak: together the 450 ms of the goal. */
const settingsMs = 150;
const firstSoundMs = 300;
const clipFrames = 125;
const clipFrame = `${Buffer.alloc(160, 0x55).toString('base64')}`;

type Deps = {
  /** Null for a session that belongs to no call: one that speaks clips. */
  join(safetyIdentifier: string, wire: Wire): Conversation | null;
  /** Everything that is told of a clip. */
  onClip?(text: string): void;
  /** There is a text model too, and it sums calls up; otherwise it is not found. */
  hasTextModel?: boolean;
};

/** OpenAI Realtime as far as a server needs it, in the load's own process, so that one clock sees both ends. */
export async function openModelServer({ join, onClip, hasTextModel = false }: Deps): Promise<ModelServer> {
  const open = new Set<Duplex>();
  const listening = new Set<Wire>();
  let clips = 0;
  const http = createServer(({ url = '' }, response) => {
    const isAsked = url.endsWith('/chat/completions');
    response.writeHead(isAsked && !hasTextModel ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAsked && hasTextModel ? summary() : { object: 'list', data: [] }));
  });

  function onCommand(text: string, wire: Wire, ready: () => void): void {
    const command = JSON.parse(text);
    if (command.type === 'session.update') {
      setTimeout(() => {
        wire.send(event('session.updated', { session: { object: 'realtime.session', ...command.session } }));
        ready();
      }, settingsMs);
    } else if (command.type === 'response.create' && command.response?.input) {
      listening.add(wire);
      setTimeout(() => {
        if (!listening.delete(wire) || !wire.isOpen()) return;
        const speak = (text: string) => {
          wire.send(text);
          onClip?.(text);
        };
        speakClip(speak, command.response.instructions ?? '', command.response.metadata ?? null);
        clips += 1;
      }, firstSoundMs);
    }
  }

  http.on('upgrade', (request, socket, head) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    const identifier = request.headers['openai-safety-identifier'];
    let conversation: Conversation | null = null;
    let isReady = false;
    const wire: Wire = acceptWire(request, socket, head, {
      onText(text) {
        if (conversation && isReady) conversation.onText(text, performance.now());
        else if (conversation && text.includes('"input_audio_buffer.append"'))
          conversation.onText(text, performance.now());
        else {
          onCommand(text, wire, () => {
            isReady = true;
            conversation?.onReady();
          });
        }
      },
      onClose: () => conversation?.onClose(),
    });
    conversation = typeof identifier === 'string' ? join(identifier, wire) : null;
    wire.send(event('session.created', { session: { type: 'realtime', object: 'realtime.session' } }));
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    clipsSpoken: () => clips,
    abandonClips: () => listening.clear(),
    close() {
      for (const socket of open) socket.destroy();
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}

/** What every call came to. */
function summary() {
  const content = {
    title: 'Open on Saturday?',
    summary: 'The caller asked whether the practice is open on Saturday, and was told.',
    ...{ they_want: ['To come on Saturday.'], we_promised: [], you_should: [], facts: [] },
    ...{ outcome: 'resolved', sentiment: 'neutral', urgency: 'low' },
  };
  summaries += 1;
  return {
    ...{ id: `chatcmpl_bench${summaries}`, object: 'chat.completion', created: 0, model: 'bench' },
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: JSON.stringify(content) } }],
    usage: { prompt_tokens: 900, completion_tokens: 120, total_tokens: 1_020 },
  };
}
let summaries = 0;

/** The words between the quotes, and two and a half seconds of sound. */
function speakClip(speak: Speak, instructions: string, metadata: Record<string, string> | null): void {
  const text = /"([\s\S]*)"/.exec(instructions)?.[1] ?? instructions;
  const response = startResponse(speak, metadata);
  for (let frame = 0; frame < clipFrames; frame += 1) response.audio(clipFrame, frameMs);
  response.words(text);
  response.end('completed');
}
