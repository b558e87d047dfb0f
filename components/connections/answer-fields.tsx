'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { Connection } from '@/lib/contracts/connections';

type Props = { connection: Connection; agentName: string; onChange: (part: Partial<Connection>) => void };

const maxFields = 20;

export function AnswerFields({ connection, agentName, onChange }: Props) {
  const [text, setText] = useState(connection.answerFields.join('\n'));

  function write(next: string) {
    setText(next);
    const fields = next.split('\n').map((line) => line.trim());
    onChange({ answerFields: fields.filter(Boolean).slice(0, maxFields) });
  }

  return (
    <Field
      label={`What ${agentName} may know of it`}
      name="answerFields"
      help="Parts of a JSON answer, one a line, with dots between. Empty: all of it, up to 4,000 characters."
    >
      <Textarea
        className="font-mono"
        rows={3}
        value={text}
        placeholder={'order.status\norder.delivery.date'}
        onChange={(event) => write(event.target.value)}
      />
    </Field>
  );
}
