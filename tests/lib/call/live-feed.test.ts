import { describe, expect, it } from 'vitest';
import { overlapMs } from '@/lib/call/feed-window';
import type { LiveBatch, LiveChanges } from '@/lib/call/live-changes';
import { type LiveListener, makeLiveFeeds, pollMs } from '@/lib/call/live-feed';
import type { CallSummary } from '@/lib/call/summary';
import type { Clock } from '@/lib/platform/clock';

/** Of the API on hosted Supabase. */
const longestStatementMs = 8_000;

function heldClock() {
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    onceRead: (run) => run(),
    setTimeout(run, delayMs) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    setInterval: () => () => {},
  };

  async function pass(ms: number) {
    const endMs = nowMs + ms;
    for (;;) {
      const due = timers.filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      nowMs = due.atMs;
      timers = timers.filter((timer) => timer !== due);
      due.run();
      await new Promise(setImmediate);
    }
    nowMs = endMs;
  }
  return { clock, pass, waiting: () => timers.length };
}

function call(id: string, revision: number): CallSummary {
  const nothing = { callerNumber: null, dialedNumber: null, outcome: null, endReason: null, versionNumber: null };
  const times = { startedAt: '2026-11-21T10:00:00Z', answeredAt: null, endedAt: null, firstAudioMs: null };
  const words = { title: null, wordsRemovedAt: null };
  return { id, ...words, channel: 'phone', isTest: false, status: 'live', sound: null, ...nothing, ...times, revision };
}

/** A table of calls; `asked` notes every read. */
function makeTable() {
  const rows: CallSummary[] = [];
  const asked: number[] = [];
  async function readChanges(since: number): Promise<LiveChanges> {
    asked.push(since);
    return { calls: rows.filter((row) => row.revision > since).sort((a, b) => a.revision - b.revision), turns: [] };
  }
  return { rows, asked, readChanges };
}

function listen(table: ReturnType<typeof makeTable>, since = 0) {
  const batches: LiveBatch[] = [];
  const state = { member: true, dismissed: 0 };
  const listener: LiveListener = {
    since,
    reader: { readChanges: table.readChanges, isStillMember: async () => state.member },
    send: (batch) => batches.push(batch),
    dismissed: () => {
      state.dismissed += 1;
    },
  };
  const revisions = () => batches.flatMap((batch) => batch.calls.map((each) => each.revision));
  return { listener, batches, state, revisions };
}

describe('a live feed', () => {
  it('sends each change once, within a poll', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const { listener, revisions } = listen(table, 1000);
    makeLiveFeeds(clock, () => {}).join('t', listener);

    table.rows.push(call('a', 1001));
    await pass(pollMs);
    await pass(pollMs * 20);

    expect(revisions()).toEqual([1001]);
  });

  it('does not miss a row whose revision is older than one already sent, because it was committed as late as can be', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const { listener, revisions } = listen(table, 1000);
    makeLiveFeeds(clock, () => {}).join('t', listener);

    table.rows.push(call('a', 1010));
    await pass(pollMs);
    await pass(longestStatementMs);
    table.rows.push(call('b', 1005));
    await pass(pollMs);

    expect(revisions()).toEqual([1010, 1005]);
  });

  it('names a point to come back from that lies before everything which may still arrive', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const { listener, batches } = listen(table, 1000);
    makeLiveFeeds(clock, () => {}).join('t', listener);

    table.rows.push(call('a', 1010));
    await pass(pollMs);
    await pass(overlapMs);
    table.rows.push(call('a', 1020));
    await pass(pollMs);

    expect(batches.map((batch) => batch.resumeFrom)).toEqual([500, 1010]);
  });

  it('asks the database once for two who watch the same tenant, and no more when both have gone', async () => {
    const { clock, pass, waiting } = heldClock();
    const table = makeTable();
    const [one, two] = [listen(table, 1000), listen(table, 1000)];
    const feeds = makeLiveFeeds(clock, () => {});
    const leave = [feeds.join('t', one.listener), feeds.join('t', two.listener)];
    await pass(pollMs);
    table.asked.length = 0;

    table.rows.push(call('a', 1001));
    await pass(pollMs);
    for (const each of leave) each();

    expect([table.asked.length, one.revisions(), two.revisions(), waiting()]).toEqual([1, [1001], [1001], 0]);
  });

  it('gives somebody who comes later what happened since their page was read', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const [one, two] = [listen(table, 1000), listen(table, 2000)];
    const feeds = makeLiveFeeds(clock, () => {});
    feeds.join('t', one.listener);
    table.rows.push(call('a', 2001));
    await pass(pollMs);

    feeds.join('t', two.listener);
    await pass(pollMs);

    expect(two.revisions()).toEqual([2001]);
  });

  it('dismisses a former member and reads on under somebody else', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const [one, two] = [listen(table, 1000), listen(table, 1000)];
    const feeds = makeLiveFeeds(clock, () => {});
    feeds.join('t', one.listener);
    feeds.join('t', two.listener);

    one.state.member = false;
    await pass(pollMs * 4);
    table.rows.push(call('a', 1001));
    await pass(pollMs);

    expect([one.state.dismissed, one.revisions(), two.revisions()]).toEqual([1, [], [1001]]);
  });

  it('goes on after the database was away', async () => {
    const { clock, pass } = heldClock();
    const table = makeTable();
    const { listener, revisions } = listen(table, 1000);
    const errors: unknown[] = [];
    let away = true;
    listener.reader.readChanges = async (since) => {
      if (away) throw new Error('away');
      return table.readChanges(since);
    };
    makeLiveFeeds(clock, (error) => errors.push(error)).join('t', listener);

    table.rows.push(call('a', 1001));
    await pass(pollMs);
    away = false;
    await pass(pollMs);

    expect([errors.length, revisions()]).toEqual([1, [1001]]);
  });
});
