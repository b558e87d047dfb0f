'use client';

import { useEffect, useReducer, useRef, useState } from 'react';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import { type CallLine, openCallLine } from './call-line';
import { nextPhase, readyPhase } from './call-phase';
import { askForMicrophone } from './microphone';

export type OpenTestCall = (input: {
  sound: BrowserSound;
}) => Promise<ActionResult<{ callId: string; ticket: string; socketUrl: string }>>;

export type StartOptions = { sound: BrowserSound; microphone: boolean };

/** Everything a page needs to place one test call after another. Leaving the page ends the call. */
export function useTestCall(open: OpenTestCall) {
  const [phase, tell] = useReducer(nextPhase, readyPhase);
  const [speaking, setSpeaking] = useState(false);
  const [muted, setMuted] = useState(false);
  const [withMicrophone, setWithMicrophone] = useState(false);
  const agentLevel = useRef(0);
  const callerLevel = useRef(0);
  const line = useRef<CallLine | null>(null);
  const letGo = useRef(() => {});

  useEffect(() => {
    const leave = () => letGo.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  async function start({ sound, microphone }: StartOptions) {
    letGo.current();
    setMuted(false);
    setSpeaking(false);
    setWithMicrophone(microphone);
    agentLevel.current = 0;
    callerLevel.current = 0;

    let stream: MediaStream | null = null;
    if (microphone) {
      tell({ type: 'asking' });
      const asked = await askForMicrophone();
      if (!(asked instanceof MediaStream)) return tell({ type: 'failed', problem: asked });
      stream = asked;
    }
    tell({ type: 'connecting' });
    await connect(sound, stream);
  }

  async function connect(sound: BrowserSound, stream: MediaStream | null) {
    const context = new AudioContext();
    let over = false;
    letGo.current = () => {
      over = true;
      line.current?.close();
      line.current = null;
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (context.state !== 'closed') context.close().catch(() => {});
    };

    const opened = await open({ sound }).catch(() => null);
    if (over) return;
    if (!opened?.ok) {
      letGo.current();
      return tell({ type: 'failed', problem: 'refused', message: opened?.message ?? 'The portal does not answer.' });
    }

    const setup = { sound, context, stream };
    const opening = await openCallLine(opened.data, setup, {
      onMessage: (message) => tell({ type: 'down', message, atMs: performance.now() }),
      onSound: () => tell({ type: 'sound', atMs: performance.now() }),
      onSpeaking: (now) => {
        setSpeaking(now);
        if (!now) agentLevel.current = 0;
      },
      onLevel: (level) => {
        agentLevel.current = level;
      },
      onMicrophoneLevel: (level) => {
        callerLevel.current = level;
      },
      onSilentServer: () => tell({ type: 'failed', problem: 'silent_server' }),
      onClosed(reason) {
        if (over) return;
        tell({ type: 'closed', reason, atMs: performance.now() });
        letGo.current();
      },
    });
    // The person may have left while it was opening.
    if (over) opening.close();
    else line.current = opening;
  }

  return {
    phase,
    speaking,
    muted,
    withMicrophone,
    agentLevel,
    callerLevel,
    start,
    say(text: string) {
      line.current?.say(text);
      tell({ type: 'asked', atMs: performance.now() });
    },
    mute(next: boolean) {
      setMuted(next);
      line.current?.setMuted(next);
    },
    hangUp: () => line.current?.hangUp(),
    again: () => tell({ type: 'again' }),
  };
}
