'use client';

import { useState, useTransition } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Status } from '@/components/ui/status';
import type { ActionResult } from '@/lib/contracts/action-result';
import { codeMinutes } from '@/lib/contracts/own-phone';
import { formatPhone } from '@/lib/format/phone';
import type { OwnPhone } from '@/lib/member/own-phone';
import { CodeForm } from './code-form';
import { NumberForm } from './number-form';

type Props = {
  phone: OwnPhone | null;
  /** A code is on its way, or waits to be typed in. */
  isCodeOpen: boolean;
  /** What became of the last code, where nothing good did. */
  problem: string;
  mayChange: boolean;
  send: (input: { phone: string }) => Promise<ActionResult>;
  check: (input: { code: string }) => Promise<ActionResult>;
  remove: (input: undefined) => Promise<ActionResult>;
};

/** From a number to a telephone that is known to be one's own, by a code that is texted to it. */
export function OwnPhoneCard({ phone, isCodeOpen, problem: before, mayChange, send, check, remove }: Props) {
  const [isChanging, setChanging] = useState(false);
  const [problem, setProblem] = useState(before);
  const [busy, start] = useTransition();

  function run(action: () => Promise<ActionResult>) {
    start(async () => {
      const result = await action();
      setProblem(result.ok ? '' : (Object.values(result.fields ?? {})[0] ?? result.message));
      if (result.ok) setChanging(false);
    });
  }
  const sendTo = (number: string) => run(() => send({ phone: number }));
  const step = isChanging || !phone ? 'number' : phone.isVerified ? 'verified' : isCodeOpen ? 'code' : 'number';

  return (
    <Card
      title={phone ? formatPhone(phone.number) : 'No phone yet'}
      help={step === 'code' ? `We texted a code to this number. It is good for ${codeMinutes} minutes.` : undefined}
      action={
        phone && (
          <Status tone={phone.isVerified ? 'live' : 'waiting'}>{phone.isVerified ? 'Verified' : 'Not verified'}</Status>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {problem && (
          <Banner tone="danger" role="alert">
            {problem}
          </Banner>
        )}
        {step === 'number' && <NumberForm number={phone?.number ?? ''} {...{ busy, mayChange }} send={sendTo} />}
        {step === 'code' && <CodeForm busy={busy} check={(code) => run(() => check({ code }))} />}
        {step === 'verified' && (
          <p className="text-body">
            When you take over a live call, this phone rings. Press 1 and you have the caller; the receptionist leaves.
          </p>
        )}
        {phone && (
          <div className="flex flex-wrap gap-2">
            {step === 'code' && (
              <Button disabled={busy} onClick={() => sendTo(phone.number)}>
                Send another code
              </Button>
            )}
            {step !== 'number' && (
              <Button disabled={busy || !mayChange} onClick={() => setChanging(true)}>
                Use another number
              </Button>
            )}
            {isChanging && (
              <Button disabled={busy} onClick={() => setChanging(false)}>
                Cancel
              </Button>
            )}
            <Button disabled={busy} onClick={() => run(() => remove(undefined))}>
              Remove
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
