'use client';

import { useEffect, useState } from 'react';
import { formatDuration } from '@/lib/format/duration';

export function CallTimer({ startedAtMs }: { startedAtMs: number }) {
  const [seconds, setSeconds] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => setSeconds((performance.now() - startedAtMs) / 1000), 250);
    return () => clearInterval(timer);
  }, [startedAtMs]);

  return <span className="text-figure tabular-nums">{formatDuration(seconds)}</span>;
}
