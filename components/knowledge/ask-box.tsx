'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MarkedWords } from '@/components/ui/marked-words';
import { Status, type StatusTone } from '@/components/ui/status';
import type { Confidence, KnowledgeFindings, KnowledgeHit } from '@/lib/contracts/knowledge';
import type { Act } from './knowledge-action';

const verdicts: Record<Confidence, { tone: StatusTone; words: string }> = {
  high: { tone: 'live', words: 'Would answer' },
  medium: { tone: 'brand', words: 'Would probably answer' },
  low: { tone: 'waiting', words: 'Not sure: may offer a message' },
  none: { tone: 'danger', words: 'Found nothing: would offer a message' },
};

/** A question as a caller would ask it, and what a call would find for it. */
export function AskBox({ ask }: { ask: Act<{ question: string }, KnowledgeFindings> }) {
  const [question, setQuestion] = useState('');
  const [found, setFound] = useState<KnowledgeFindings | null>(null);
  const [trouble, setTrouble] = useState<string>();
  const [asking, begin] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    begin(async () => {
      const result = await ask({ question });
      setTrouble(result.ok ? undefined : result.message);
      if (result.ok) setFound(result.data);
    });
  }

  return (
    <Card title="Ask as a caller would" help="Searches what is live now. Publish to include answers from the draft.">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Question">
          <Input
            value={question}
            maxLength={400}
            placeholder="How much is a check-up?"
            onChange={(event) => setQuestion(event.target.value)}
          />
        </Field>
        <Button type="submit" size="form" busy={asking} disabled={question.trim().length < 2} className="self-start">
          Ask
        </Button>
        <FieldError>{trouble}</FieldError>
      </form>
      <div aria-live="polite" className="mt-4 flex flex-col gap-3 empty:mt-0">
        {found && <Findings {...found} />}
      </div>
    </Card>
  );
}

function Findings({ confidence, hits }: KnowledgeFindings) {
  const { tone, words } = verdicts[confidence];
  return (
    <>
      <div>
        <Status tone={tone}>{words}</Status>
      </div>
      {confidence !== 'none' && (
        <ol className="flex flex-col divide-y">
          {hits.map((hit) => (
            <li key={hit.chunkId} className="flex flex-col gap-1 py-3">
              {hit.topic && <p className="font-medium text-meta">{hit.topic}</p>}
              <p className="break-words text-body">
                <MarkedWords text={hit.headline} />
              </p>
              <p className="text-label text-muted-foreground">{placeOf(hit)}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function placeOf({ kind, title, page, pageTitle, line }: KnowledgeHit): string {
  if (kind === 'answers') return `Your answer ${line}`;
  if (kind === 'website') return `${pageTitle || title}, line ${line}`;
  return page > 1 || kind === 'file' ? `${title}, page ${page}, line ${line}` : `${title}, line ${line}`;
}
