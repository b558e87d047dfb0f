import { MessageSquare } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { Status } from '@/components/ui/status';
import type { ShownText } from '@/lib/text/conversation';
import { labelOf, stateOf } from './text-words';

/** A text that a call sent, beside its transcript. */
export function TextCard({ text }: { text: ShownText }) {
  const { tone, word } = stateOf(text);
  return (
    <Card className="flex flex-col gap-2 p-4 sm:px-5">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold text-body">
        <MessageSquare className="size-4 text-muted-foreground" aria-hidden />
        Text to the caller{text.label && `: ${labelOf(text)}`}
        <Status tone={tone}>{word}</Status>
      </h3>
      <p className="whitespace-pre-line break-words text-body">{text.body}</p>
      {text.problem && <p className="text-danger-foreground text-meta">{text.problem}</p>}
    </Card>
  );
}
