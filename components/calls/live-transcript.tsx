'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { mergeTurns, plainTranscript, type ShownTurn } from '@/lib/call/transcript';
import { type Follow, type SpeakerNames, Transcript } from './transcript';
import { useLiveChanges } from './use-live-changes';

type Props = {
  tenantSlug: string;
  callId: string;
  turns: ShownTurn[];
  names: SpeakerNames;
  revision: number;
};

/** The script of a call in progress: grows by itself, and asks for the facts again when the call itself has changed. */
export function LiveTranscript({ tenantSlug, callId, turns, names, revision }: Props) {
  const router = useRouter();
  const [changed, setChanged] = useState<ShownTurn[]>([]);
  const shown = mergeTurns(turns, changed);

  useLiveChanges({
    tenantSlug,
    callId,
    since: revision,
    onChanges(batch) {
      setChanged((before) => mergeTurns(before, batch.turns));
      if (batch.calls.some((call) => call.revision > revision)) startTransition(() => router.refresh());
    },
    onGone: () => router.refresh(),
  });

  return <TranscriptCard turns={shown} names={names} live />;
}

type CardProps = Pick<Props, 'turns' | 'names'> & { live?: boolean; follow?: Follow };

export function TranscriptCard({ turns, names, live, follow }: CardProps) {
  const nothing = live ? 'Listening for the first words…' : 'Nothing was said in this call.';
  return (
    <section className="rounded-lg border bg-card">
      <div className="flex min-h-12 items-center justify-between gap-4 border-b px-4 py-1.5 sm:px-5">
        <h2 className="font-semibold text-body">Transcript</h2>
        {turns.length > 0 && <CopyButton text={plainTranscript(turns, names)}>Copy</CopyButton>}
      </div>
      <div className="px-4 py-4 sm:px-5">
        {turns.length > 0 ? (
          <Transcript turns={turns} names={names} live={live} follow={follow} />
        ) : (
          <p className="text-body text-muted-foreground">{nothing}</p>
        )}
      </div>
    </section>
  );
}
