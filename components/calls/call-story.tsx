import { Card } from '@/components/ui/card';
import { describeEvent } from '@/lib/call/event-words';
import type { CallSummary } from '@/lib/call/summary';
import type { ShownTurn } from '@/lib/call/transcript';
import { formatTime } from '@/lib/format/day';
import type { TakenMessage } from '@/lib/message/taken-message';
import { CallFacts } from './call-facts';
import { LiveTranscript, TranscriptCard } from './live-transcript';
import { MessageCard } from './message-card';
import type { SpeakerNames } from './transcript';

export type CallStoryProps = {
  tenantSlug: string;
  call: CallSummary;
  turns: ShownTurn[];
  messages: TakenMessage[];
  events: { id: string; at: string; kind: string }[];
  names: SpeakerNames;
  timeZone: string;
  now: Date;
  /** Read before all of the above. */
  revision: number;
};

/** The facts of one call, then its story. */
export function CallStory(props: CallStoryProps) {
  const { tenantSlug, call, turns, messages, events, names, timeZone, now, revision } = props;
  return (
    <div className="flex flex-col gap-4">
      <CallFacts {...{ call, tenantSlug, timeZone, now }} />
      {messages.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
      {call.status === 'ended' ? (
        <TranscriptCard turns={turns} names={names} />
      ) : (
        <LiveTranscript key={call.id} {...{ tenantSlug, callId: call.id, turns, names, revision }} />
      )}
      {events.length > 0 && <Events events={events} timeZone={timeZone} />}
    </div>
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
