'use client';

import { FileUp, Globe, TextCursorInput } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useRef, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { ActionResult } from '@/lib/contracts/action-result';
import { maxFileBytes } from '@/lib/contracts/knowledge';
import { fileEndings } from '@/lib/knowledge/file-kind';
import type { Act } from './knowledge-action';

type Props = {
  uploadUrl: string;
  addText: Act<{ title: string; content: string }>;
  addWebsite: Act<{ address: string }>;
};

const added = 'Added. It is being read.';

/** Three ways in: a website, a file, pasted text. */
export function AddSource({ uploadUrl, addText, addWebsite }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<'website' | 'text' | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const [busy, begin] = useTransition();

  function upload(chosen: File | undefined) {
    if (!chosen) return;
    if (chosen.size > maxFileBytes) return void toast.error('This file is too large. At most 10 MB.');
    begin(async () => {
      const problem = await send(uploadUrl, chosen);
      if (problem) return void toast.error(problem);
      toast.success(added);
      router.refresh();
    });
  }
  const done = () => {
    setOpen(null);
    toast.success(added);
    router.refresh();
  };

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={open === 'website'} onClick={() => setOpen(open === 'website' ? null : 'website')}>
          <Globe /> Website
        </Button>
        <Button busy={busy} onClick={() => file.current?.click()}>
          <FileUp /> File
        </Button>
        <Button aria-expanded={open === 'text'} onClick={() => setOpen(open === 'text' ? null : 'text')}>
          <TextCursorInput /> Text
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label="File to learn from"
          accept={fileEndings.map((ending) => `.${ending}`).join(',')}
          onChange={(event) => {
            upload(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {open === 'website' && <WebsiteForm add={addWebsite} onAdded={done} />}
      {open === 'text' && <TextForm add={addText} onAdded={done} />}
    </div>
  );
}

/** Gives what went wrong, in a sentence. */
async function send(url: string, chosen: File): Promise<string | null> {
  try {
    const response = await fetch(`${url}?name=${encodeURIComponent(chosen.name)}`, { method: 'POST', body: chosen });
    if (response.ok) return null;
    const { error } = await response.json();
    return String(error.message);
  } catch {
    return 'The file could not be sent. Try again.';
  }
}

function WebsiteForm({ add, onAdded }: { add: Props['addWebsite']; onAdded(): void }) {
  const [address, setAddress] = useState('');
  return (
    <SmallForm submit={() => add({ address })} onAdded={onAdded} label="Read the website">
      {(fields) => (
        <Field
          label="Address"
          help="Pages of this site, up to 300. You look them over before calls use them."
          error={fields.address}
        >
          <Input
            value={address}
            maxLength={1_000}
            inputMode="url"
            autoFocus
            placeholder="www.example.com"
            onChange={(event) => setAddress(event.target.value)}
          />
        </Field>
      )}
    </SmallForm>
  );
}

function TextForm({ add, onAdded }: { add: Props['addText']; onAdded(): void }) {
  const [title, setTitle] = useState('');
  const [content, setContent] = useState('');
  return (
    <SmallForm submit={() => add({ title, content })} onAdded={onAdded} label="Add the text">
      {(fields) => (
        <>
          <Field label="Name" error={fields.title}>
            <Input
              value={title}
              maxLength={200}
              autoFocus
              placeholder="Price list"
              onChange={(event) => setTitle(event.target.value)}
            />
          </Field>
          <Field label="Text" help="Lines that begin with # are headings." error={fields.content}>
            <Textarea rows={8} value={content} onChange={(event) => setContent(event.target.value)} />
          </Field>
        </>
      )}
    </SmallForm>
  );
}

type SmallFormProps = {
  submit(): Promise<ActionResult>;
  onAdded(): void;
  label: string;
  children(fields: Record<string, string>): ReactNode;
};

function SmallForm({ submit, onAdded, label, children }: SmallFormProps) {
  const [failed, setFailed] = useState<Extract<ActionResult, { ok: false }> | null>(null);
  const [busy, begin] = useTransition();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    begin(async () => {
      const result = await submit();
      setFailed(result.ok ? null : result);
      if (result.ok) onAdded();
    });
  }
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      {children(failed?.fields ?? {})}
      {failed && !failed.fields && <FieldError>{failed.message}</FieldError>}
      <Button type="submit" size="form" busy={busy} className="self-start">
        {label}
      </Button>
    </form>
  );
}
