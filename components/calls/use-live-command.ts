'use client';

import { useState, useTransition } from 'react';
import { describeCommand } from '@/lib/command/command-words';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { CommandState, SendCommandInput } from '@/lib/contracts/command';

export type TellCall = (input: SendCommandInput) => Promise<ActionResult<CommandState>>;
export type Wish = { kind: 'end' | 'take_over' } | { kind: 'note' | 'transfer'; text: string };
export type Told = { tone: 'live' | 'waiting' | 'danger'; sentence: string };

const looks = 6;

/** One wish at a time; what became of it is said in a sentence. */
export function useLiveCommand(callId: string, tell: TellCall) {
  const [told, setTold] = useState<Told | null>(null);
  const [busy, start] = useTransition();

  function send(wish: Wish, onDone: () => void = () => {}): void {
    const input: SendCommandInput = { call: callId, command: crypto.randomUUID(), ...wish };
    start(async () => {
      setTold({ tone: 'waiting', sentence: 'Waiting for the call…' });
      const answer = await untilAnswered(input, tell);
      setTold(toldOf(wish, answer));
      if (answer.ok && answer.data.result === 'done') onDone();
    });
  }

  return { send, told, busy };
}

/** The same command again is a look at its answer, never a second wish. */
async function untilAnswered(input: SendCommandInput, tell: TellCall): Promise<ActionResult<CommandState>> {
  let answer = await tell(input);
  for (let look = 1; look < looks && answer.ok && answer.data.result === 'waiting'; look += 1)
    answer = await tell(input);
  return answer;
}

function toldOf({ kind }: Wish, answer: ActionResult<CommandState>): Told {
  if (!answer.ok) return { tone: 'danger', sentence: answer.message };
  const { result } = answer.data;
  const tone = result === 'done' ? 'live' : result === 'waiting' || result === 'call_over' ? 'waiting' : 'danger';
  return { tone, sentence: describeCommand(kind, answer.data) };
}
