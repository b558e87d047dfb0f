'use client';

import { useEffect, useEffectEvent } from 'react';
import type { LiveBatch } from '@/lib/call/live-changes';

const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

type Watch = {
  tenantSlug: string;
  /** The revision that the page was read at. */
  since: number;
  /** Adds the words of this call. */
  callId?: string;
  onChanges: (batch: LiveBatch) => void;
  /** The membership has ended. */
  onGone: () => void;
};

/** Keeps a page up to date. Lets go while the tab is hidden, and comes back with the last revision it was told. */
export function useLiveChanges({ tenantSlug, since, callId, onChanges, onGone }: Watch): void {
  const changed = useEffectEvent(onChanges);
  const gone = useEffectEvent(onGone);
  const firstRevision = useEffectEvent(() => since);

  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let retryMs = firstRetryMs;
    let resumeFrom = firstRevision();

    function open() {
      close();
      const query = new URLSearchParams({
        tenant: tenantSlug,
        since: String(resumeFrom),
        ...(callId && { call: callId }),
      });
      source = new EventSource(`/api/live?${query}`);
      source.addEventListener('open', () => {
        retryMs = firstRetryMs;
      });
      source.addEventListener('changes', ({ data }) => {
        const batch: LiveBatch = JSON.parse(data);
        resumeFrom = batch.resumeFrom;
        changed(batch);
      });
      source.addEventListener('gone', () => {
        close();
        gone();
      });
      source.addEventListener('error', () => {
        // A dropped stream comes back by itself; a refused one does not.
        if (source?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(open, retryMs);
        retryMs = Math.min(retryMs * 2, longestRetryMs);
      });
    }

    function close() {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    }

    function follow() {
      if (document.visibilityState === 'hidden') close();
      else if (!source) open();
    }

    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [tenantSlug, callId]);
}
