'use client';

import { useEffect, useState } from 'react';
import { formatDuration, secondsBetween } from '@/lib/format/duration';

/** Runs on from the server's own clock reading, so that the first paint and the page agree. */
export function Elapsed({ since, nowMs }: { since: string; nowMs: number }) {
  const [now, setNow] = useState(nowMs);

  useEffect(() => {
    const aheadMs = nowMs - Date.now();
    const timer = setInterval(() => setNow(Date.now() + aheadMs), 1000);
    return () => clearInterval(timer);
  }, [nowMs]);

  return <span className="tabular-nums">{formatDuration(secondsBetween(since, null, new Date(now)))}</span>;
}
