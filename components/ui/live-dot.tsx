'use client';

import { useEffect, useRef, useState } from 'react';
import { cn } from './cn';

/** The only looping animation; it rests when it is off screen. */
export function LiveDot({ className }: { className?: string }) {
  const dot = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);

  useEffect(() => {
    if (!dot.current) return;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false));
    observer.observe(dot.current);
    return () => observer.disconnect();
  }, []);

  return (
    <span ref={dot} aria-hidden className={cn('size-1.5 rounded-full bg-live', seen && 'animate-live', className)} />
  );
}
