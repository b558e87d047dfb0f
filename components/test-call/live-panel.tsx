'use client';

import { Mic, MicOff, PhoneOff } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Status } from '@/components/ui/status';
import { CallTimer } from './call-timer';
import { LevelMeter } from './level-meter';

type Props = {
  agentName: string;
  startedAtMs: number;
  speaking: boolean;
  muted: boolean;
  withMicrophone: boolean;
  agentLevel: RefObject<number>;
  callerLevel: RefObject<number>;
  mute: (muted: boolean) => void;
  hangUp: () => void;
};

export function LivePanel(props: Props) {
  const { agentName, startedAtMs, speaking, muted, withMicrophone, agentLevel, callerLevel, mute, hangUp } = props;
  return (
    <Card
      title={<CallTimer startedAtMs={startedAtMs} />}
      action={
        <span role="status">
          <Status tone="live" pulse>
            {speaking ? `${agentName} is speaking` : `${agentName} is listening`}
          </Status>
        </span>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <LevelMeter level={agentLevel} label={agentName} tone="live" />
          {withMicrophone && <LevelMeter level={callerLevel} label="You" tone="brand" />}
        </div>
        <div className="flex flex-wrap gap-2">
          {withMicrophone && (
            <Button size="form" aria-pressed={muted} onClick={() => mute(!muted)}>
              {muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
              {muted ? 'Unmute' : 'Mute'}
            </Button>
          )}
          <Button variant="danger" size="form" onClick={hangUp} className="grow">
            <PhoneOff aria-hidden /> Hang up
          </Button>
        </div>
        {!withMicrophone && (
          <p className="text-meta text-muted-foreground">The microphone is off. What you type is said by the caller.</p>
        )}
      </div>
    </Card>
  );
}
