'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { SpamReason } from '@/lib/contracts/spam';

type Props = {
  callId: string;
  callerNumber: string | null;
  /** Null: not spam. */
  reason: SpamReason | null;
  isBlocked: boolean;
  /** Null for those who may only look. */
  mark: ((input: { call: string; isSpam: boolean }) => Promise<ActionResult>) | null;
  block: ((input: { call: string; isBlocked: boolean }) => Promise<ActionResult>) | null;
};

const because: Record<SpamReason, string> = {
  recorded: 'It was a recorded message.',
  silent: 'Nobody said a word, for the third time within a day.',
  too_many: 'This number rang more than ten times within an hour, and hung up at once.',
  member: 'Somebody of your team said so.',
};

/** Whether anybody wanted this call. What is spam costs the business nothing; a click undoes it. */
export function SpamCard({ callId, callerNumber, reason, isBlocked, mark, block }: Props) {
  const [problem, setProblem] = useState('');
  const [busy, start] = useTransition();
  const isSpam = reason !== null;

  function run(action: () => Promise<ActionResult>) {
    start(async () => {
      const result = await action();
      setProblem(result.ok ? '' : result.message);
    });
  }

  return (
    <section
      aria-label="Spam"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-card p-4 sm:px-5"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold text-body">{isSpam ? 'Spam, not billed' : 'Not wanted?'}</h2>
        <p className="text-meta text-muted-foreground">
          {isSpam ? because[reason] : 'Mark a robocall as spam and it is left out of what you pay.'}
          {isBlocked && ' The caller is blocked: their calls are rejected before they are answered.'}
        </p>
        <p role="alert" className="text-danger-foreground text-meta empty:hidden">
          {problem}
        </p>
      </div>
      {mark && (
        <Button busy={busy} onClick={() => run(() => mark({ call: callId, isSpam: !isSpam }))}>
          {isSpam ? 'Not spam' : 'Mark as spam'}
        </Button>
      )}
      {block && callerNumber && (
        <Button busy={busy} onClick={() => run(() => block({ call: callId, isBlocked: !isBlocked }))}>
          {isBlocked ? 'Unblock the caller' : 'Block the caller'}
        </Button>
      )}
    </section>
  );
}
