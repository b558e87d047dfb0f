import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { WebSocket } from 'ws';
import { bytesFromPcm } from '@/realtime-server/practice/sound/pcm';
import { apiKey, type PracticeHouse } from './practice-house';

type Of<Type extends RealtimeServerEvent['type']> = Extract<RealtimeServerEvent, { type: Type }>;

export type ModelClient = {
  /** Everything that came, in order. */
  events: RealtimeServerEvent[];
  types(): string[];
  send(event: RealtimeClientEvent): void;
  /** For what no honest client would send. */
  sendRaw(text: string): void;
  appendPcm(pcm: Int16Array): void;
  appendMuLaw(bytes: Uint8Array): void;
  /** The next event of this type that was not waited for before. */
  next<Type extends RealtimeServerEvent['type']>(type: Type): Promise<Of<Type>>;
  closed: Promise<number>;
  close(): void;
};

export type Knock = { key?: string; query?: string; headers?: Record<string, string> };

export async function openModel(house: PracticeHouse, knock: Knock = {}): Promise<ModelClient> {
  const query = knock.query ?? 'model=gpt-realtime-2.1';
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/v1/realtime?${query}`, {
    headers: { Authorization: `Bearer ${knock.key ?? apiKey}`, ...knock.headers },
  });
  const events: RealtimeServerEvent[] = [];
  const seen = new Set<RealtimeServerEvent>();
  const waiters = new Set<() => void>();
  const wake = () => {
    for (const waiter of [...waiters]) waiter();
  };
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      resolve(code);
      wake();
    });
  });
  socket.on('message', (data) => {
    events.push(JSON.parse(data.toString()));
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });

  function next<Type extends RealtimeServerEvent['type']>(type: Type): Promise<Of<Type>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = events.find((event): event is Of<Type> => event.type === type && !seen.has(event));
        if (found) {
          seen.add(found);
          waiters.delete(look);
          resolve(found);
        } else if (socket.readyState === WebSocket.CLOSED) {
          waiters.delete(look);
          reject(
            new Error(`The socket closed before ${type}; it sent ${events.map((event) => event.type).join(', ')}`),
          );
        }
      };
      waiters.add(look);
      look();
    });
  }

  const append = (bytes: Uint8Array, step: number) => {
    for (let at = 0; at < bytes.length; at += step) {
      const audio = Buffer.from(bytes.subarray(at, at + step)).toString('base64');
      socket.send(JSON.stringify({ type: 'input_audio_buffer.append', audio }));
    }
  };

  return {
    events,
    types: () => events.map(({ type }) => type),
    send: (event) => socket.send(JSON.stringify(event)),
    sendRaw: (text) => socket.send(text),
    appendPcm: (pcm) => append(bytesFromPcm(pcm), 960),
    appendMuLaw: (bytes) => append(bytes, 160),
    next,
    closed,
    close: () => socket.close(),
  };
}

type Session = Extract<RealtimeClientEvent, { type: 'session.update' }>['session'];

/** A session on telephone sound, ready when the server said so. */
export async function openPhoneSession(house: PracticeHouse, session: Partial<Session> = {}): Promise<ModelClient> {
  const client = await openModel(house);
  await client.next('session.created');
  const format = { type: 'audio/pcmu' } as const;
  client.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      audio: { input: { format, transcription: { model: 'gpt-transcribe' } }, output: { format, voice: 'marin' } },
      ...session,
    } as Session,
  });
  await client.next('session.updated');
  return client;
}

export function sayText(client: ModelClient, text: string): void {
  client.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
  });
}

export const dentist = `# Who you are
You are Sofia, the virtual receptionist of Bright Smile Dental, on the telephone with a caller.

# Facts
Business: Bright Smile Dental
Address: 12 Elm Street, Springfield

## Opening hours
Monday to Friday: 9 am to 5 pm
Saturday: 9 am to noon
Sunday: closed

## Special days
Friday, 25 December 2026 (Christmas): closed

## Questions and answers
Q: Do you take insurance?
A: We work with Delta Dental, Cigna and Aetna.
Q: How much is a cleaning?
A: A cleaning costs 120 dollars.

# This call
Local date and time: Saturday, 21 November 2026, 10 am (America/New_York)
Caller's number: +12025550177`;

/** All the sound it was sent. */
export function audioOf(client: ModelClient): Buffer {
  const deltas = client.events.filter((event) => event.type === 'response.output_audio.delta');
  return Buffer.concat(deltas.map(({ delta }) => Buffer.from(delta, 'base64')));
}

export async function askHours(house: PracticeHouse): Promise<ModelClient> {
  const client = await openPhoneSession(house, { instructions: dentist });
  sayText(client, 'Are you open on Saturday?');
  client.send({ type: 'response.create' });
  return client;
}
