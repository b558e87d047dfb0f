'use client';

import { type FormEvent, type ReactNode, startTransition, useActionState } from 'react';
import type { ActionResult } from '@/lib/contracts/action-result';
import { Button } from './button';
import { cn } from './cn';
import { FieldErrors } from './field';

type Props = {
  title: ReactNode;
  help?: ReactNode;
  /** Saves the whole group; its errors reach the rows by their `name`. */
  save: () => Promise<ActionResult<unknown>>;
  dirty?: boolean;
  onDiscard?: () => void;
  saveLabel?: string;
  savedText?: string;
  /** Shown in place of the button when the person may only look. */
  readOnly?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** One card, one save, one spoken result. */
export function FormSection(props: Props) {
  const {
    title,
    help,
    save,
    dirty = true,
    onDiscard,
    saveLabel = 'Save',
    savedText = 'Saved.',
    readOnly,
    aside,
  } = props;
  const [result, submit, saving] = useActionState<ActionResult<unknown> | null>(() => save(), null);
  const failed = result && !result.ok ? result : null;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    startTransition(submit);
  }

  return (
    <form onSubmit={onSubmit} noValidate className={cn('rounded-lg border bg-card', props.className)}>
      <div className="flex items-start justify-between gap-4 border-b px-4 py-3 sm:px-5">
        <div className="flex flex-col gap-0.5">
          <h2 className="font-semibold text-body">{title}</h2>
          {help && <p className="text-meta text-muted-foreground">{help}</p>}
        </div>
        {aside}
      </div>
      <FieldErrors errors={failed?.fields}>
        <fieldset disabled={Boolean(readOnly)} className="flex flex-col gap-5 px-4 py-5 sm:px-5">
          {props.children}
        </fieldset>
      </FieldErrors>
      <div className="flex min-h-13 flex-wrap items-center justify-end gap-3 border-t px-4 py-2 sm:px-5">
        <p role="status" className={cn('grow text-meta', failed ? 'text-danger-foreground' : 'text-muted-foreground')}>
          {readOnly ??
            statusText({ saving, dirty, failed: failed?.message, saved: result?.ok ? savedText : undefined })}
        </p>
        {!readOnly && onDiscard && dirty && (
          <Button variant="ghost" onClick={onDiscard}>
            Discard
          </Button>
        )}
        {!readOnly && (
          <Button type="submit" variant="primary" busy={saving} disabled={!dirty}>
            {saveLabel}
          </Button>
        )}
      </div>
    </form>
  );
}

function statusText({
  saving,
  dirty,
  failed,
  saved,
}: {
  saving: boolean;
  dirty: boolean;
  failed?: string;
  saved?: string;
}) {
  if (saving) return 'Saving…';
  if (failed) return failed;
  if (saved && !dirty) return saved;
  return dirty && saved === undefined ? '' : (saved ?? '');
}
