import type { ReactNode } from 'react';
import { BookedCard } from '@/components/booking/booked-card';
import { type KnownCaller, type ShownSummary, SummaryCard } from '@/components/summary/summary-card';
import { SummaryPending } from '@/components/summary/summary-pending';
import { TextCard } from '@/components/texting/text-card';
import { Card } from '@/components/ui/card';
import { CallCost } from '@/components/usage/call-cost';
import type { Appointment } from '@/lib/booking/appointment';
import { describeEvent } from '@/lib/call/event-words';
import type { CallSummary } from '@/lib/call/summary';
import type { ShownTurn } from '@/lib/call/transcript';
import { formatDay, formatTime } from '@/lib/format/day';
import type { TakenMessage } from '@/lib/message/taken-message';
import type { CallRecording } from '@/lib/recording/recording';
import type { ShownText } from '@/lib/text/conversation';
import type { ShownTransfer } from '@/lib/transfer/transfer';
import type { UsagePart } from '@/lib/usage/usage';
import type { LeftVoicemail } from '@/lib/voicemail/voicemail';
import { CallFacts } from './call-facts';
import { GoToTurn } from './go-to-turn';
import { LiveTranscript, TranscriptCard } from './live-transcript';
import { MessageCard } from './message-card';
import { RecordedCall } from './player';
import { NoSound } from './player-absent';
import type { SpeakerNames } from './transcript';
import { TransferCard } from './transfer-card';
import { Voicemail } from './voicemail';

export type CallStoryProps = {
  tenantSlug: string;
  call: CallSummary;
  turns: ShownTurn[];
  messages: TakenMessage[];
  texts: ShownText[];
  transfers: ShownTransfer[];
  voicemails: LeftVoicemail[];
  /** What it booked, as that stands now. */
  appointments: Appointment[];
  /** Null until the call has been summed up. */
  summary: ShownSummary | null;
  caller: KnownCaller | null;
  events: { id: string; at: string; kind: string }[];
  /** Null for a call that was never to be recorded. */
  recording: CallRecording | null;
  canDownload: boolean;
  /** Empty for those who may not see it, and for a call that used nothing. */
  usage: UsagePart[];
  names: SpeakerNames;
  timeZone: string;
  now: Date;
  /** What can be done about the call; nothing for those who may only look. */
  stepIn?: ReactNode;
  /** Read before all of the above. */
  revision: number;
};

/** The facts of one call, then its story. */
export function CallStory(props: CallStoryProps) {
  const { tenantSlug, call, messages, summary, caller, events, timeZone, now } = props;
  return (
    <div className="flex flex-col gap-4">
      <CallFacts {...{ call, tenantSlug, timeZone, now }} />
      {isAboutNow(call) && props.stepIn}
      {summary && <SummaryCard summary={summary} caller={caller} />}
      {!summary && isJustOver(call, now) && (
        <SummaryPending key={call.id} {...{ tenantSlug, callId: call.id, revision: props.revision }} />
      )}
      {call.wordsRemovedAt && <WordsRemoved at={call.wordsRemovedAt} timeZone={timeZone} />}
      {props.appointments.map((one) => (
        <BookedCard key={one.id} appointment={one} timeZone={timeZone} />
      ))}
      {messages.map((message) => (
        <MessageCard key={message.id} message={message}>
          <Voicemail
            left={props.voicemails.find(({ messageId }) => messageId === message.id) ?? null}
            folder={`/${tenantSlug}/calls/${call.id}/voicemail`}
          />
        </MessageCard>
      ))}
      {props.transfers.map((transfer) => (
        <TransferCard key={transfer.id} transfer={transfer} timeZone={timeZone} />
      ))}
      {props.texts.map((text) => (
        <TextCard key={text.id} text={text} />
      ))}
      <Script {...props} />
      <GoToTurn key={call.id} />
      {props.usage.length > 0 && <CallCost parts={props.usage} turns={props.turns} />}
      {events.length > 0 && <Events events={events} timeZone={timeZone} />}
      {!isAboutNow(call) && props.stepIn}
    </div>
  );
}

/** What can be done comes first where it is why somebody looks: in a live call, or one that nobody was in. */
function isAboutNow({ status, outcome }: CallSummary): boolean {
  return status !== 'ended' || outcome === 'nobody_there';
}

const summedUpWithinMs = 2 * 60_000;

function isJustOver({ answeredAt, endedAt, wordsRemovedAt }: CallSummary, now: Date): boolean {
  if (!answeredAt || !endedAt || wordsRemovedAt) return false;
  return now.getTime() - new Date(endedAt).getTime() < summedUpWithinMs;
}

function WordsRemoved({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <p className="rounded-lg border border-dashed p-4 text-body text-muted-foreground sm:px-5">
      The words of this call were removed on {formatDay(at, timeZone)}. When it was and how long it took is kept.
    </p>
  );
}

function Script({ tenantSlug, call, turns, names, revision, recording, canDownload, timeZone }: CallStoryProps) {
  if (call.status !== 'ended') {
    return <LiveTranscript key={call.id} {...{ tenantSlug, callId: call.id, turns, names, revision }} />;
  }
  if (recording?.state === 'stored') {
    const src = `/${encodeURIComponent(tenantSlug)}/calls/${call.id}/recording`;
    return <RecordedCall key={call.id} {...{ recording, src, canDownload, turns, names }} />;
  }
  if (call.wordsRemovedAt) return null;
  return (
    <>
      {recording && <NoSound recording={recording} timeZone={timeZone} />}
      <TranscriptCard turns={turns} names={names} />
    </>
  );
}

function Events({ events, timeZone }: Pick<CallStoryProps, 'events' | 'timeZone'>) {
  return (
    <Card title="What else happened">
      <ol className="flex flex-col gap-2 text-meta">
        {events.map((event) => (
          <li key={event.id} className="flex gap-3">
            <time dateTime={event.at} className="w-19 shrink-0 text-muted-foreground tabular-nums">
              {formatTime(event.at, timeZone)}
            </time>
            <span>{describeEvent(event.kind)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
