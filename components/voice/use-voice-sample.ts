'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { VoiceName } from '@/lib/contracts/voice';

export type Sample = { voice: VoiceName; state: 'loading' | 'playing' } | null;
export type SampleRequest = { voice: VoiceName; speed: number; text: string };

/** Plays one sample at a time; asking for another, or leaving the page, stops the one before. */
export function useVoiceSample(url: string) {
  const [sample, setSample] = useState<Sample>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const running = useRef<{ stop: () => void } | null>(null);

  const stop = useCallback(() => {
    running.current?.stop();
    running.current = null;
    setSample(null);
  }, []);
  useEffect(() => stop, [stop]);

  const play = useCallback(
    async (request: SampleRequest) => {
      stop();
      const controller = new AbortController();
      const audio = new Audio();
      running.current = {
        stop: () => {
          controller.abort();
          audio.pause();
          if (audio.src) URL.revokeObjectURL(audio.src);
        },
      };
      setTrouble(null);
      setSample({ voice: request.voice, state: 'loading' });

      try {
        audio.src = URL.createObjectURL(await fetchSample(url, request, controller.signal));
        audio.onended = stop;
        await audio.play();
        if (!controller.signal.aborted) setSample({ voice: request.voice, state: 'playing' });
      } catch (error) {
        if (controller.signal.aborted) return;
        stop();
        setTrouble(error instanceof Error && error.message ? error.message : 'The sample could not be played.');
      }
    },
    [stop, url],
  );

  return { sample, trouble, play, stop };
}

async function fetchSample(url: string, request: SampleRequest, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (answer.ok) return answer.blob();

  const failed: { error?: { message?: string } } = await answer.json().catch(() => ({}));
  throw new Error(failed.error?.message ?? 'The sample could not be made. Try again shortly.');
}
