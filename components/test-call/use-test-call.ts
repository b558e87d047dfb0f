'use client';

import { useEffect, useReducer, useRef, useState } from 'react';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import { nextPhase, readyPhase } from './call-phase';
import { askForMicrophone } from './microphone';
import { type OpenTestCall, type PlacedCall, placeCall } from './place-call';

export type StartOptions = { sound: BrowserSound; microphone: boolean };

/** Everything a page needs to place one test call after another. Leaving the page ends the call. */
export function useTestCall(open: OpenTestCall) {
  const [phase, tell] = useReducer(nextPhase, readyPhase);
  const [speaking, setSpeaking] = useState(false);
  const [muted, setMuted] = useState(false);
  const [withMicrophone, setWithMicrophone] = useState(false);
  const agentLevel = useRef(0);
  const callerLevel = useRef(0);
  const placed = useRef<PlacedCall | null>(null);
  const here = useRef(false);

  useEffect(() => {
    here.current = true;
    const leave = () => placed.current?.letGo();
    window.addEventListener('pagehide', leave);
    return () => {
      here.current = false;
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  function onSpeaking(now: boolean) {
    setSpeaking(now);
    if (!now) agentLevel.current = 0;
  }

  async function start({ sound, microphone }: StartOptions) {
    placed.current?.letGo();
    setMuted(false);
    onSpeaking(false);
    setWithMicrophone(microphone);
    callerLevel.current = 0;

    if (microphone) tell({ type: 'asking' });
    const stream = microphone ? await askForMicrophone() : null;
    if (typeof stream === 'string') return tell({ type: 'failed', problem: stream });

    // Whoever left while the browser was asking is not called any more.
    if (!here.current) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      return;
    }
    tell({ type: 'connecting' });
    placed.current = placeCall(
      open,
      { sound, stream },
      {
        tell,
        onSpeaking,
        onAgentLevel: (level) => {
          agentLevel.current = level;
        },
        onCallerLevel: (level) => {
          callerLevel.current = level;
        },
      },
    );
  }

  function say(text: string) {
    placed.current?.say(text);
    tell({ type: 'asked', atMs: performance.now() });
  }

  function mute(next: boolean) {
    setMuted(next);
    placed.current?.setMuted(next);
  }

  const hangUp = () => placed.current?.hangUp();
  const again = () => tell({ type: 'again' });
  return { phase, speaking, muted, withMicrophone, agentLevel, callerLevel, start, say, mute, hangUp, again };
}
