'use client';

import { Keyboard, Mic } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import type { CallPhase } from './call-phase';
import { MicrophoneHelp } from './microphone-help';
import type { StartOptions } from './use-test-call';

const sounds: { value: BrowserSound; label: string; help: string }[] = [
  { value: 'wide', label: 'Full sound', help: 'How the voice really is, at 24 kHz.' },
  { value: 'phone', label: 'Phone sound', help: 'How a caller hears it on the telephone.' },
];

type Props = {
  phase: Exclude<CallPhase, { at: 'live' | 'ended' }>;
  agentName: string;
  practice: boolean;
  start: (options: StartOptions) => void;
};

export function ReadyPanel({ phase, agentName, practice, start }: Props) {
  const [sound, setSound] = useState<BrowserSound>('wide');
  const waiting = phase.at !== 'ready';

  return (
    <Card title={`Call ${agentName}`} help="From this page; no telephone number is needed.">
      <div className="flex flex-col gap-5">
        {phase.at === 'ready' && phase.problem && (
          <Banner tone="danger" role="alert">
            {phase.message}
            {phase.problem === 'microphone_denied' && <MicrophoneHelp />}
          </Banner>
        )}
        <fieldset disabled={waiting} className="flex flex-col gap-2">
          <legend className="mb-2 font-medium text-meta">Sound</legend>
          {sounds.map(({ value, label, help }) => (
            <label
              key={value}
              className={cn(
                'flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-ring',
                sound === value && 'border-brand bg-brand-surface',
              )}
            >
              <input
                type="radio"
                name="sound"
                value={value}
                checked={sound === value}
                onChange={() => setSound(value)}
                className="mt-0.5 accent-brand outline-none"
              />
              <span className="flex flex-col">
                <span className="font-medium text-body">{label}</span>
                <span className="text-meta text-muted-foreground">{help}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="flex flex-col gap-2">
          <Button variant="primary" size="form" busy={waiting} onClick={() => start({ sound, microphone: true })}>
            {!waiting && <Mic aria-hidden />}
            {waitingWords[phase.at]}
          </Button>
          <Button size="form" disabled={waiting} onClick={() => start({ sound, microphone: false })}>
            <Keyboard aria-hidden /> Type instead of talking
          </Button>
          <p role="status" className="text-meta text-muted-foreground">
            {phase.at === 'permission'
              ? 'Your browser asks whether this page may use the microphone.'
              : 'Headphones keep the agent from hearing itself. A test call ends after five minutes.'}
          </p>
        </div>
        {practice && (
          <Banner tone="practice">
            Practice mode: the stand-in voice hears that you speak, but not the words. Type to be understood.
          </Banner>
        )}
      </div>
    </Card>
  );
}

const waitingWords = {
  ready: 'Talk with the microphone',
  permission: 'Asking for the microphone…',
  connecting: 'Connecting…',
};
