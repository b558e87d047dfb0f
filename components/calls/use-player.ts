'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export type Side = 'caller' | 'agent';
export const sides: readonly Side[] = ['caller', 'agent'];

export type Player = ReturnType<typeof usePlayer>;

/** One sound element, each of its two channels with a volume of its own, both in both ears. */
export function usePlayer(audio: RefObject<HTMLAudioElement | null>, knownSeconds: number) {
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [speed, setSpeedShown] = useState(1);
  const [muted, setMuted] = useState<Record<Side, boolean>>({ caller: false, agent: false });
  const mixer = useRef<{ context: AudioContext; gains: Record<Side, GainNode> } | null>(null);

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    let frame = 0;
    const show = () => setSeconds(element.currentTime);
    const follow = () => {
      show();
      frame = requestAnimationFrame(follow);
    };
    const started = () => {
      setPlaying(true);
      setFailed(false);
      cancelAnimationFrame(frame);
      follow();
    };
    const paused = () => {
      setPlaying(false);
      cancelAnimationFrame(frame);
      show();
    };
    const failed = () => setFailed(true);
    const listeners = { play: started, pause: paused, ended: paused, seeked: show, error: failed };
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
    return () => {
      cancelAnimationFrame(frame);
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
      void mixer.current?.context.close();
      mixer.current = null;
    };
  }, [audio]);

  useEffect(() => {
    for (const side of sides) {
      const gain = mixer.current?.gains[side];
      if (gain) gain.gain.value = muted[side] ? 0 : 1;
    }
  }, [muted]);

  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    mixer.current ??= makeMixer(element);
    void mixer.current.context.resume();
    element.play().catch(() => setFailed(true));
  }, [audio]);

  const seek = useCallback(
    (to: number) => {
      const element = audio.current;
      if (!element) return;
      const place = Math.max(0, Math.min(to, knownSeconds));
      element.currentTime = place;
      setSeconds(place);
    },
    [audio, knownSeconds],
  );

  function setSpeed(next: number): void {
    if (audio.current) audio.current.playbackRate = next;
    setSpeedShown(next);
  }

  const toggleMute = (side: Side) => setMuted((before) => ({ ...before, [side]: !before[side] }));

  return { isPlaying, hasFailed, seconds, speed, muted, toggle, seek, setSpeed, toggleMute };
}

function makeMixer(element: HTMLAudioElement) {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(2);
  const gains = { caller: context.createGain(), agent: context.createGain() };
  context.createMediaElementSource(element).connect(splitter);
  for (const [channel, side] of sides.entries()) {
    splitter.connect(gains[side], channel);
    gains[side].connect(context.destination);
  }
  return { context, gains };
}
