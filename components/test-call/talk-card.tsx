'use client';

import { useEffect, useRef } from 'react';
import { type SpeakerNames, Transcript } from '@/components/calls/transcript';
import { CopyButton } from '@/components/ui/copy-button';
import { plainTranscript, type ShownTurn } from '@/lib/call/transcript';
import { SayBox } from './say-box';

type Props = { turns: ShownTurn[]; names: SpeakerNames; say?: (text: string) => void };

/** What both say, as it is said; with a box to type in while the call lasts. */
export function TalkCard({ turns, names, say }: Props) {
  const list = useRef<HTMLElement>(null);
  const last = turns.at(-1);
  const growth = `${last?.sequence} ${last?.text.length}`;

  useEffect(() => {
    if (growth) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [growth]);

  return (
    <section className="flex min-h-80 flex-col rounded-lg border bg-card lg:h-[calc(100dvh-12rem)] lg:max-h-160">
      <div className="flex min-h-12 items-center justify-between gap-4 border-b px-4 py-1.5 sm:px-5">
        <h2 className="font-semibold text-body">Transcript</h2>
        {!say && turns.length > 0 && <CopyButton text={plainTranscript(turns, names)}>Copy</CopyButton>}
      </div>
      <section
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="What is said"
        className="min-h-0 grow overflow-y-auto px-4 py-4 sm:px-5"
      >
        {turns.length > 0 ? (
          <Transcript turns={turns} names={names} live={say !== undefined} />
        ) : (
          <p className="text-body text-muted-foreground">
            {say ? `${names.agent} is about to speak…` : 'What you both say is written here as you say it.'}
          </p>
        )}
      </section>
      {say && <SayBox say={say} />}
    </section>
  );
}
