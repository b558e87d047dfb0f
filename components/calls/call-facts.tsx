import Link from 'next/link';
import { Fact, Facts } from '@/components/ui/facts';
import { describeEndReason, talkSeconds } from '@/lib/call/outcome';
import type { CallSummary } from '@/lib/call/summary';
import { formatMoment } from '@/lib/format/day';
import { formatDuration } from '@/lib/format/duration';
import { formatPhone } from '@/lib/format/phone';
import { CallOutcome } from './call-outcome';
import { callerName } from './call-words';
import { Elapsed } from './elapsed';

type Props = { call: CallSummary; tenantSlug: string; timeZone: string; now: Date };

export function CallFacts({ call, tenantSlug, timeZone, now }: Props) {
  return (
    <Facts className="rounded-lg border bg-card p-4 sm:p-5 lg:grid-cols-3">
      <Fact label="Caller">{callerName(call)}</Fact>
      {call.dialedNumber && <Fact label="Called">{formatPhone(call.dialedNumber)}</Fact>}
      <Fact label="When">
        <time dateTime={call.startedAt}>{formatMoment(call.startedAt, timeZone)}</time>
      </Fact>
      <Fact label="Length">
        <Length call={call} now={now} />
      </Fact>
      <Fact label="Outcome">
        <CallOutcome call={call} />
      </Fact>
      <Fact label="How it ended">{describeEndReason(call.endReason)}</Fact>
      <Fact label="Agent">
        {call.versionNumber === null ? (
          <Link href={`/${tenantSlug}/agent/versions`} className="text-brand-foreground hover:underline">
            Draft
          </Link>
        ) : (
          <Link href={`/${tenantSlug}/agent/versions`} className="text-brand-foreground hover:underline">
            Version {call.versionNumber}
          </Link>
        )}
      </Fact>
      <Fact label="First sound after">{call.firstAudioMs === null ? '–' : `${call.firstAudioMs} ms`}</Fact>
      {call.sound && <Fact label="Sound">{call.sound === 'phone' ? 'Phone sound, 8 kHz' : 'Full sound, 24 kHz'}</Fact>}
    </Facts>
  );
}

function Length({ call, now }: { call: CallSummary; now: Date }) {
  if (call.status !== 'ended') return <Elapsed since={call.answeredAt ?? call.startedAt} nowMs={now.getTime()} />;
  const seconds = talkSeconds(call, now);
  return seconds === null ? 'Not connected' : formatDuration(seconds);
}
