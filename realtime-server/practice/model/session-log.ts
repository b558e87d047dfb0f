import type { Script } from './script';

type Counted = NonNullable<Script['drop']>['after'];

export type SessionRecord = {
  id: string;
  model: string;
  safetyIdentifier: string | null;
  events: Record<string, unknown>[];
  sent: Record<string, number>;
  closedWith: number | null;
};

export type SessionLog = {
  record: SessionRecord;
  /** Keeps what the client said; audio only as its size. */
  received(text: string): void;
  sent(type: string): void;
  count(what: Counted): void;
  reached(drop: Script['drop']): boolean;
};

const mostEvents = 20_000;

function withoutAudio(text: string): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(text);
    if (event === null || typeof event !== 'object') return { unreadable: text.slice(0, 200) };
    if (!('audio' in event) || typeof event.audio !== 'string') return { ...event };
    return { ...event, audio: `${Buffer.byteLength(event.audio, 'base64')} bytes` };
  } catch {
    return { unreadable: text.slice(0, 200) };
  }
}

export function makeSessionLog(id: string, model: string, safetyIdentifier: string | null): SessionLog {
  const record: SessionRecord = { id, model, safetyIdentifier, events: [], sent: {}, closedWith: null };
  const counts: Record<Counted, number> = { client_events: 0, audio_appends: 0, audio_deltas: 0, responses: 0 };

  return {
    record,
    received(text) {
      counts.client_events++;
      if (record.events.length < mostEvents) record.events.push(withoutAudio(text));
    },
    sent(type) {
      record.sent[type] = (record.sent[type] ?? 0) + 1;
      if (type === 'response.output_audio.delta') counts.audio_deltas++;
      if (type === 'response.created') counts.responses++;
    },
    count(what) {
      counts[what]++;
    },
    reached: (drop) => drop !== undefined && counts[drop.after] >= drop.count,
  };
}
