'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { CallerMemory } from '@/lib/caller/caller';
import type { ActionResult } from '@/lib/contracts/action-result';

export type EditMemory = (memory: { id: string; text: string }) => Promise<ActionResult>;

export function MemoryActions({ memory, edit }: { memory: CallerMemory; edit: EditMemory }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(memory.text);
  const [busy, start] = useTransition();

  const change = (to: string, done: string) =>
    start(async () => {
      const result = await edit({ id: memory.id, text: to });
      if (!result.ok) return void toast.error(result.message);
      setOpen(false);
      toast.success(done);
    });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (text.trim()) change(text.trim(), 'Put right.');
  }

  return (
    <div className="flex shrink-0">
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Put right: ${memory.text}`} title="Put right">
            <Pencil aria-hidden />
          </Button>
        </DialogTrigger>
        <DialogContent title="Put right" help="What you write stays as it is, whatever later calls say.">
          <form onSubmit={onSubmit} className="flex flex-col gap-4">
            <Field label="What is remembered">
              <Textarea rows={2} maxLength={400} value={text} onChange={(event) => setText(event.target.value)} />
            </Field>
            <div className="flex flex-wrap justify-end gap-2">
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button type="submit" variant="primary" busy={busy} disabled={!text.trim()}>
                Save
              </Button>
            </div>
          </form>
        </DialogContent>
      </Dialog>
      <Button
        variant="ghost"
        size="icon"
        busy={busy}
        aria-label={`Forget: ${memory.text}`}
        title="Forget"
        onClick={() => change('', 'Forgotten.')}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  );
}
