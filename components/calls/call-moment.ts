'use client';

import { useEffect, useRef } from 'react';

const name = 'foyer:call-moment';

/** Asks whatever plays this call to go to a millisecond of it. */
export function goToMoment(callMs: number): void {
  window.dispatchEvent(new CustomEvent(name, { detail: callMs }));
}

export function useCallMoments(onMoment: (callMs: number) => void): void {
  const latest = useRef(onMoment);
  useEffect(() => {
    latest.current = onMoment;
  });

  useEffect(() => {
    const listen = (event: Event) => {
      if (event instanceof CustomEvent && typeof event.detail === 'number') latest.current(event.detail);
    };
    window.addEventListener(name, listen);
    return () => window.removeEventListener(name, listen);
  }, []);
}
