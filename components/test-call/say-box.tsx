'use client';

import { SendHorizontal } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

const mostLetters = 1000;

/** Types what the caller says. */
export function SayBox({ say }: { say: (text: string) => void }) {
  const [text, setText] = useState('');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!text.trim()) return;
    say(text.trim());
    setText('');
  }

  return (
    <form onSubmit={onSubmit} className="flex gap-2 border-t p-3">
      <Input
        aria-label="Say something"
        placeholder="Say something…"
        value={text}
        maxLength={mostLetters}
        autoComplete="off"
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="form" disabled={!text.trim()}>
        <SendHorizontal aria-hidden /> Say
      </Button>
    </form>
  );
}
