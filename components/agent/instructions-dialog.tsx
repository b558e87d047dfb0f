'use client';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { compileAgent } from '@/lib/agent/compile-agent';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { ScrollRegion } from './scroll-region';

/** The whole text that the model would get if a call came in now: made by the same function as the call's own. */
export function InstructionsDialog({ config }: { config: AgentConfig }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Show the whole instruction text</Button>
      </DialogTrigger>
      <DialogContent
        title="The whole instruction text"
        help="As it would be for a call at this moment, with your edits on this page."
        className="max-w-3xl"
      >
        <Instructions config={config} />
      </DialogContent>
    </Dialog>
  );
}

function Instructions({ config }: { config: AgentConfig }) {
  const { instructions, tokenEstimate } = compileAgent(config, {
    now: new Date(),
    channel: 'phone',
    callerNumber: '+12025550177',
    callerName: null,
    dialedNumber: null,
  });

  return (
    <div className="flex flex-col gap-3">
      <ScrollRegion label="Instructions" className="max-h-[60dvh] rounded-lg bg-muted p-4">
        <pre className="whitespace-pre-wrap break-words font-mono text-meta">{instructions}</pre>
      </ScrollRegion>
      <div className="flex items-center justify-between gap-4">
        <p className="text-meta text-muted-foreground tabular-nums">
          About {tokenEstimate.toLocaleString('en')} tokens
        </p>
        <CopyButton text={instructions} />
      </div>
    </div>
  );
}
