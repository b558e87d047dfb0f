'use client';

import { Plus, Trash2 } from 'lucide-react';
import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { KnowledgeAnswer } from '@/lib/contracts/knowledge';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  readOnly?: string;
  save: SaveSection<'knowledge'>;
};

const most = 60;

/** Questions and answers that every call has at hand. */
export function AnswersEditor({ tenant, config, version, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'knowledge', saved: config.knowledge, version, save });
  const { answers } = editor.value;
  const set = (next: KnowledgeAnswer[]) => editor.setValue({ answers: next });
  const change = (index: number, part: Partial<KnowledgeAnswer>) =>
    set(answers.map((entry, place) => (place === index ? { ...entry, ...part } : entry)));

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Questions and answers"
      help="Always at hand in every call, in your own words. Up to 60."
      readOnly={readOnly}
    >
      {answers.length === 0 && (
        <p className="text-body text-muted-foreground">Nothing written yet. Begin with what callers ask every day.</p>
      )}
      <ol className="flex flex-col gap-5">
        {answers.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two answers may be the same; their place tells them apart.
          <li key={index} className="flex items-start gap-2">
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <Field label={`Question ${index + 1}`} name={`answers.${index}.question`}>
                <Input
                  value={entry.question}
                  maxLength={200}
                  onChange={(event) => change(index, { question: event.target.value })}
                />
              </Field>
              <Field label={`Answer ${index + 1}`} name={`answers.${index}.answer`}>
                <Textarea
                  rows={2}
                  value={entry.answer}
                  maxLength={800}
                  onChange={(event) => change(index, { answer: event.target.value })}
                />
              </Field>
            </div>
            {!readOnly && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove question ${index + 1}`}
                onClick={() => set(answers.filter((_, place) => place !== index))}
              >
                <Trash2 />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <Button
          className="self-start"
          disabled={answers.length >= most}
          onClick={() => set([...answers, { question: '', answer: '' }])}
        >
          <Plus /> Add a question
        </Button>
      )}
    </SectionForm>
  );
}
