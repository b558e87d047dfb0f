'use client';

import Link from 'next/link';
import { Button, buttonStyle } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Fact, Facts } from '@/components/ui/facts';
import { describeEndReason } from '@/lib/call/outcome';
import { formatDuration } from '@/lib/format/duration';
import type { CallPhase } from './call-phase';

type Props = { phase: Extract<CallPhase, { at: 'ended' }>; tenantSlug: string; again: () => void };

export function EndedPanel({ phase, tenantSlug, again }: Props) {
  const { talk, seconds, reason } = phase;
  return (
    <Card title="The call has ended" help={reasonWords(reason)}>
      <div className="flex flex-col gap-5">
        <Facts className="sm:grid-cols-3 lg:grid-cols-3">
          <Fact label="Length">{formatDuration(seconds)}</Fact>
          <Fact label="First sound">{inSeconds(talk.firstSoundMs)}</Fact>
          <Fact label="First reply">{inSeconds(talk.firstReplyMs)}</Fact>
        </Facts>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="form" onClick={again}>
            Start another call
          </Button>
          <Link href={`/${tenantSlug}/calls/${talk.callId}`} className={buttonStyle({ size: 'form' })}>
            Open this call
          </Link>
        </div>
      </div>
    </Card>
  );
}

function reasonWords(reason: string): string {
  return reason === 'caller_hung_up' ? 'You hung up.' : describeEndReason(reason);
}

function inSeconds(ms: number | null): string {
  return ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`;
}
