import { readFileSync } from 'node:fs';
import type { CallWish } from '@/realtime-server/practice/carrier/carrier-routes';
import type { CallSummary, Happening } from '@/realtime-server/practice/carrier/happening';
import { pcmAt, readWav } from '@/realtime-server/practice/sound/wav';

export type PhoneCall = {
  callSid: string;
  happened: Happening[];
  /** The first that is so, now or when it comes. Rejects when the call is over before. */
  when(is: (one: Happening) => boolean, what: string): Promise<Happening>;
  agentSays(words: RegExp): Promise<Happening>;
  /** Where this moment of ours is on the call's own clock. */
  atOf(nowMs: number): number;
  hangUp(): Promise<void>;
  over: Promise<CallSummary>;
};

const frameMs = 20;
const audible = 250;

/** A call of the practice carrier: a person who waits for a pause and says the next thing. */
export async function placeCall(practiceUrl: string, wish: Partial<CallWish> & { to: string }): Promise<PhoneCall> {
  const response = await fetch(`${practiceUrl}/carrier/calls`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: '+12025550177', longestSeconds: 300, ...wish }),
  });
  if (!response.ok || !response.body) throw new Error(await response.text());
  const happened: Happening[] = [];
  const looking = new Set<() => void>();
  const begun = Promise.withResolvers<{ callSid: string; originMs: number }>();
  let isOver = false;

  async function read(body: ReadableStream<Uint8Array>): Promise<CallSummary> {
    let summary: CallSummary | null = null;
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of body) {
      const piece = decoder.decode(bytes, { stream: true });
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const one: Happening | CallSummary = JSON.parse(line);
        if (one.type === 'summary') summary = one;
        else happened.push(one);
        if (one.type === 'ringing') begun.resolve({ callSid: one.callSid, originMs: performance.now() - one.atMs });
      }
      for (const look of [...looking]) look();
    }
    isOver = true;
    for (const look of [...looking]) look();
    if (!summary) throw new Error('A call ended without a summary.');
    return summary;
  }

  const over = read(response.body);
  over.catch(() => undefined);
  const { callSid, originMs } = await begun.promise;

  function when(is: (one: Happening) => boolean, what: string): Promise<Happening> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = happened.find(is);
        if (!found && !isOver) return;
        looking.delete(look);
        if (found) resolve(found);
        else reject(new Error(`The call was over before ${what}: ${toldBy(happened)}`));
      };
      looking.add(look);
      look();
    });
  }

  return {
    callSid,
    happened,
    when,
    agentSays: (words) => when((one) => one.type === 'agent' && words.test(one.text), `the agent said ${words}`),
    atOf: (nowMs) => nowMs - originMs,
    async hangUp() {
      await fetch(`${practiceUrl}/carrier/calls/${callSid}`, { method: 'DELETE' });
    },
    over,
  };
}

/** In short, for a problem's line. */
export function toldBy(happened: Happening[]): string {
  return happened
    .map((one) => {
      if (one.type === 'agent' || one.type === 'caller') return `${one.type} at ${one.atMs}: ${one.text}`;
      if (one.type === 'trouble') return `trouble ${one.code} at ${one.atMs}: ${one.text}`;
      return one.type === 'verb' ? `${one.verb} at ${one.atMs}` : `${one.type} at ${one.atMs}`;
    })
    .join(' · ');
}

export function agentTexts(call: PhoneCall): string[] {
  return call.happened.flatMap((one) => (one.type === 'agent' ? [one.text] : []));
}

/** Stretches in which nobody was heard, on the call's own clock. */
export function silences(call: PhoneCall, summary: CallSummary): { fromMs: number; untilMs: number }[] {
  const answeredMs = call.happened.find(({ type }) => type === 'answered')?.atMs ?? 0;
  const pcm = pcmAt(8000, readWav(readFileSync(summary.bothWav)));
  const perFrame = (8000 * frameMs) / 1000;
  const found: { fromMs: number; untilMs: number }[] = [];
  let fromFrame: number | null = null;
  const frames = Math.floor(pcm.length / perFrame);
  for (let frame = 0; frame <= frames; frame++) {
    const piece = pcm.subarray(frame * perFrame, (frame + 1) * perFrame);
    const isVoiced = frame === frames || piece.some((sample) => Math.abs(sample) > audible);
    if (!isVoiced) fromFrame ??= frame;
    else if (fromFrame !== null) {
      found.push({ fromMs: answeredMs + fromFrame * frameMs, untilMs: answeredMs + frame * frameMs });
      fromFrame = null;
    }
  }
  return found;
}

/** The longest silence that touches this part of the call. */
export function longestSilenceMs(
  call: PhoneCall,
  summary: CallSummary,
  { fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: { fromMs?: number; untilMs?: number } = {},
): number {
  return silences(call, summary)
    .filter((one) => one.untilMs > fromMs && one.fromMs < untilMs)
    .reduce((longest, one) => Math.max(longest, one.untilMs - one.fromMs), 0);
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
