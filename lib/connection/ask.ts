import { type Connection, maxTimeoutSeconds } from '@/lib/contracts/connections';
import { askOutside, OutboundError, type OutboundPolicy } from '@/lib/platform/outbound';
import { type ConnectionAnswer, type Problem, partsOfSecret, readAnswer } from './answer';
import type { ConnectionInput } from './input';
import { makeRequest } from './request';

export const maxAnswerBytes = 64 * 1024;
/** A little less than a tool may take, so that what happened is told rather than that time is up. */
const longestMs = maxTimeoutSeconds * 1_000 - 500;

export type Asking = {
  /** Where requests may go; nothing that is configured changes it. */
  policy: OutboundPolicy;
  /** By header; null when one that is needed is not there. */
  secrets: ReadonlyMap<string, string> | null;
  idempotencyKey: string;
  /** Text without what a person cannot see. */
  visible(text: string): string;
  nowMs(): number;
  /** What getting ready has taken of the time already. */
  spentMs?: number;
  signal?: AbortSignal;
};

/** One use of a connection. `status` is null where nothing was answered. */
export type Asked = { answer: ConnectionAnswer; status: number | null; tookMs: number };

/** Sends one request, once. Never rejects. */
export async function askConnection(connection: Connection, input: ConnectionInput, asking: Asking): Promise<Asked> {
  const startedMs = asking.nowMs();
  const done = (answer: ConnectionAnswer, status: number | null = null): Asked => {
    return { answer, status, tookMs: Math.round(asking.nowMs() - startedMs) };
  };
  const { secrets } = asking;
  if (!secrets) return done({ ok: false, problem: 'no_secret' });
  const leftMs = Math.floor(longestMs - (asking.spentMs ?? 0));
  if (leftMs <= 0) return done({ ok: false, problem: 'unavailable' });
  const request = makeRequest(connection, input, { ...asking, secrets });
  if (!request) return done({ ok: false, problem: 'wrong_details' });

  try {
    const { url, ...how } = request;
    const answer = await askOutside(url, {
      ...how,
      policy: asking.policy,
      signal: asking.signal,
      maxBytes: maxAnswerBytes,
      timeoutMs: Math.min(connection.timeoutSeconds * 1_000, leftMs),
      maxRedirects: 0,
    });
    const hide = [...secrets.values()].flatMap(partsOfSecret);
    return done(readAnswer(connection, answer, { secrets: hide, visible: asking.visible }), answer.status);
  } catch (error) {
    return done({ ok: false, problem: error instanceof OutboundError ? problems[error.reason] : 'unreachable' });
  }
}

const problems: Record<OutboundError['reason'], Problem> = {
  blocked: 'blocked',
  unreachable: 'unreachable',
  too_large: 'too_large',
  too_slow: 'too_slow',
  too_many_redirects: 'led_elsewhere',
};
