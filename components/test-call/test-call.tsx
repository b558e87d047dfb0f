'use client';

import { EndedPanel } from './ended-panel';
import { LivePanel } from './live-panel';
import type { OpenTestCall } from './place-call';
import { ReadyPanel } from './ready-panel';
import { TalkCard } from './talk-card';
import { useTestCall } from './use-test-call';

type Props = { tenantSlug: string; agentName: string; practice: boolean; open: OpenTestCall };

/** A call to the draft from this page. */
export function TestCall({ tenantSlug, agentName, practice, open }: Props) {
  const call = useTestCall(open);
  const { phase } = call;
  const names = { agent: agentName, caller: 'You' };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[22rem_1fr]">
      {phase.at === 'live' && <LivePanel {...call} agentName={agentName} startedAtMs={phase.talk.startedAtMs} />}
      {phase.at === 'ended' && <EndedPanel phase={phase} tenantSlug={tenantSlug} again={call.again} />}
      {(phase.at === 'ready' || phase.at === 'permission' || phase.at === 'connecting') && (
        <ReadyPanel phase={phase} agentName={agentName} practice={practice} start={call.start} />
      )}
      <TalkCard
        turns={phase.at === 'live' || phase.at === 'ended' ? phase.talk.turns : []}
        names={names}
        say={phase.at === 'live' ? call.say : undefined}
      />
    </div>
  );
}
