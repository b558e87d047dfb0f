'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { formatDuration } from '@/lib/format/duration';
import type { Gap } from '@/lib/knowledge/source';
import type { Act } from './knowledge-action';

type Props = {
  gaps: Gap[];
  callsHref: string;
  readOnly?: string;
  answer: Act<{ gapId: string; question: string; answer: string }>;
  dismiss: Act<{ gapId: string }>;
};

/** What callers asked in vain; an answer that is written here joins the draft. */
export function GapList({ gaps, callsHref, readOnly, answer, dismiss }: Props) {
  return (
    <Card
      id="gaps"
      title="Asked, and not known"
      help="An answer written here becomes a question and answer in the draft."
    >
      <ul className="flex flex-col divide-y">
        {gaps.map((gap) => (
          <GapRow key={gap.id} gap={gap} {...{ callsHref, readOnly, answer, dismiss }} />
        ))}
      </ul>
    </Card>
  );
}

function GapRow({ gap, callsHref, readOnly, answer, dismiss }: Omit<Props, 'gaps'> & { gap: Gap }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState(gap.question.slice(0, 200));
  const [words, setWords] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [busy, begin] = useTransition();
  const [call] = gap.calls;

  function settle(work: () => ReturnType<typeof answer>, done: string) {
    begin(async () => {
      const result = await work();
      setTrouble(result.ok ? undefined : (result.fields?.answer ?? result.fields?.question ?? result.message));
      if (!result.ok) return;
      toast.success(done);
      router.refresh();
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    settle(
      () => answer({ gapId: gap.id, question, answer: words }),
      'Added to the draft. Publish it to use it in calls.',
    );
  }

  return (
    <li className="flex flex-col gap-3 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
          <p className="break-words text-body">{gap.question}</p>
          <p className="text-label text-muted-foreground">
            Asked in {gap.askedCount} {gap.askedCount === 1 ? 'call' : 'calls'}
            {call && (
              <>
                {', last '}
                <Link href={`${callsHref}/${call.callId}`} className="text-brand-foreground underline">
                  at {formatDuration(call.second)}
                </Link>
              </>
            )}
          </p>
        </div>
        {!readOnly && !isOpen && (
          <div className="flex gap-2">
            <Button onClick={() => setOpen(true)} aria-label={`Answer: ${gap.question}`}>
              Answer
            </Button>
            <Button
              variant="ghost"
              busy={busy}
              aria-label={`Dismiss: ${gap.question}`}
              onClick={() => settle(() => dismiss({ gapId: gap.id }), 'Dismissed.')}
            >
              Dismiss
            </Button>
          </div>
        )}
      </div>
      {isOpen && (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <Field label="Question">
            <Input value={question} maxLength={200} onChange={(event) => setQuestion(event.target.value)} />
          </Field>
          <Field label="Answer">
            <Textarea
              rows={2}
              value={words}
              maxLength={800}
              autoFocus
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
          <FieldError>{trouble}</FieldError>
          <div className="flex gap-2">
            <Button type="submit" busy={busy} disabled={!words.trim() || !question.trim()}>
              Add to draft
            </Button>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
