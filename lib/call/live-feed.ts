import type { Clock } from '@/lib/platform/clock';
import { type FeedWindow, makeFeedWindow } from './feed-window';
import type { LiveBatch, LiveChanges } from './live-changes';

/** The database as one listener may see it. */
export type LiveReader = {
  readChanges(since: number): Promise<LiveChanges>;
  isStillMember(): Promise<boolean>;
};

export type LiveListener = {
  /** The last revision that it knows. */
  since: number;
  reader: LiveReader;
  send(batch: LiveBatch): void;
  /** Its membership has ended; nothing is sent any more. */
  dismissed(): void;
};

export const pollMs = 500;
export const membershipMs = 2_000;

/** A row may have been written before the page was read and committed after it; so much is looked at again. */
const slackRevisions = 500;

export type LiveFeeds = { join(tenantId: string, listener: LiveListener): () => void };

/** One poller a tenant while it has listeners, whatever their number; none otherwise. */
export function makeLiveFeeds(clock: Clock, onError: (error: unknown) => void): LiveFeeds {
  const feeds = new Map<string, Feed>();

  return {
    join(tenantId, listener) {
      const feed = feeds.get(tenantId) ?? startFeed(clock, onError, () => feeds.delete(tenantId));
      feeds.set(tenantId, feed);
      feed.add(listener);
      return () => feed.remove(listener);
    },
  };
}

type Feed = { add(listener: LiveListener): void; remove(listener: LiveListener): void };

function startFeed(clock: Clock, onError: (error: unknown) => void, onEmpty: () => void): Feed {
  const listeners = new Set<LiveListener>();
  let window: FeedWindow | undefined;
  let stop = () => {};
  let stopped = false;

  function remove(listener: LiveListener) {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    stopped = true;
    stop();
    onEmpty();
  }

  function send(listener: LiveListener, changes: LiveChanges, resumeFrom: number) {
    if (!listeners.has(listener) || changes.calls.length + changes.turns.length === 0) return;
    listener.send({ ...changes, resumeFrom });
  }

  async function poll(mine: FeedWindow) {
    const [first] = listeners;
    if (!first) return;
    const seen = mine.take(await first.reader.readChanges(mine.lowMark()), clock.monotonicMs());
    for (const listener of [...listeners]) send(listener, seen, mine.lowMark());
  }

  async function dismissFormerMembers() {
    for (const listener of [...listeners]) {
      if (await listener.reader.isStillMember()) continue;
      remove(listener);
      listener.dismissed();
    }
  }

  /** Each round begins when the one before it has ended, so that a slow database is asked less, not more. */
  function run(mine: FeedWindow, rounds: number) {
    stop = clock.setTimeout(async () => {
      try {
        if (rounds % (membershipMs / pollMs) === 0) await dismissFormerMembers();
        await poll(mine);
      } catch (error) {
        onError(error);
      }
      if (!stopped) run(mine, rounds + 1);
    }, pollMs);
  }

  return {
    remove,
    add(listener) {
      listeners.add(listener);
      const since = Math.max(0, listener.since - slackRevisions);
      if (!window) {
        window = makeFeedWindow(since, clock.monotonicMs());
        run(window, 1);
        return;
      }
      const mine = window;
      listener.reader
        .readChanges(since)
        .then((missed) => send(listener, missed, mine.lowMark()))
        .catch(onError);
    },
  };
}
