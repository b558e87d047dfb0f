import type { LiveChanges } from './live-changes';

/**
 * A revision is drawn before its row is committed; every poll looks back this far for one that came late. The API of hosted
 * Supabase ends a statement after eight seconds: https://supabase.com/docs/guides/database/postgres/timeouts
 */
export const overlapMs = 10_000;

export type FeedWindow = {
  /** Ask for what is later than this. */
  lowMark(): number;
  /** Of what was read, only what was not handed out before. */
  take(read: LiveChanges, nowMs: number): LiveChanges;
};

type Row = { key: string; revision: number };

export function makeFeedWindow(since: number, startMs: number): FeedWindow {
  const handedOut = new Map<string, Row>();
  /** The highest revision seen, by the time it was seen; the first one is older than the overlap. */
  let marks = [{ atMs: startMs, revision: since }];
  const low = () => marks[0]?.revision ?? since;

  function isNew(row: Row): boolean {
    const before = handedOut.get(row.key);
    if (before && before.revision >= row.revision) return false;
    handedOut.set(row.key, row);
    return true;
  }

  function move(nowMs: number) {
    const highest = Math.max(marks.at(-1)?.revision ?? since, ...[...handedOut.values()].map((row) => row.revision));
    marks.push({ atMs: nowMs, revision: highest });

    const ripe = marks.findLastIndex((mark) => mark.atMs <= nowMs - overlapMs);
    if (ripe > 0) marks = marks.slice(ripe);
    for (const row of handedOut.values()) if (row.revision <= low()) handedOut.delete(row.key);
  }

  return {
    lowMark: low,
    take(read, nowMs) {
      const calls = read.calls.filter((call) => isNew({ key: call.id, revision: call.revision }));
      const turns = read.turns.filter((turn) =>
        isNew({ key: `${turn.callId} ${turn.sequence}`, revision: turn.revision }),
      );
      move(nowMs);
      return { calls, turns };
    },
  };
}
