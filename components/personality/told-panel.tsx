'use client';

import { useDeferredValue } from 'react';
import { InstructionsDialog } from '@/components/agent/instructions-dialog';
import { ScrollRegion } from '@/components/agent/scroll-region';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { describeLimits, describePersonality, settleConflicts } from '@/lib/personality/describe';

/** The personality as the agent reads it, while it is being changed. */
export function ToldPanel({ config }: { config: AgentConfig }) {
  const personality = useDeferredValue(config.personality);
  const limits = describeLimits(settleConflicts(personality));

  return (
    <aside
      aria-label="What your receptionist is told"
      className="flex flex-col gap-4 rounded-lg border bg-card p-4 text-meta lg:sticky lg:top-16"
    >
      <h2 className="font-semibold text-body">What your receptionist is told</h2>
      <ScrollRegion label="Sentences" className="max-h-[60dvh]">
        <dl className="flex flex-col gap-3">
          {describePersonality(personality).map(({ group, sentences }) => (
            <div key={group}>
              <dt className="text-label text-muted-foreground">{group}</dt>
              <dd>{sentences.join(' ')}</dd>
            </div>
          ))}
          {limits.length > 0 && (
            <div>
              <dt className="text-label text-muted-foreground">Always</dt>
              <dd>{limits.join(' ')}</dd>
            </div>
          )}
        </dl>
      </ScrollRegion>
      <InstructionsDialog config={config} />
    </aside>
  );
}
