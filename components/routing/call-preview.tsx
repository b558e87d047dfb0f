'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { planCall } from '@/lib/agent/plan-call';
import { dayTimeline } from '@/lib/agent/timeline';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { formatPhone } from '@/lib/format/phone';
import { momentAt } from '@/lib/hours/local-time';
import { describeClock, describeDate } from '@/lib/hours/schedule';
import { describeFallback, describePlan } from '@/lib/routing/plan';
import { e164 } from './phone-input';
import { Timeline } from './timeline';

type Props = {
  /** As it stands on the page, saved or not. */
  config: AgentConfig;
  numbers: string[];
  now: { date: string; time: string };
  /** Calls at once that the plan has. */
  planLines: number | null;
};

/** "A call at 12:40 on 24 December would …": the same answer that the call itself will get. */
export function CallPreview({ config, numbers, now, planLines }: Props) {
  const [date, setDate] = useState(now.date);
  const [time, setTime] = useState(now.time);
  const [caller, setCaller] = useState('');
  const [live, setLive] = useState('0');
  const [dialed, setDialed] = useState(numbers[0] ?? '');
  const { agentName, timeZone } = config.identity;
  const callerNumber = e164(caller, config) ?? null;
  const dialedNumber = dialed || null;
  const known = { config, callerNumber: caller.trim() === '' ? anyCaller : callerNumber, dialedNumber };
  const isDated = /^\d{4}-\d\d-\d\d$/.test(date) && /^\d\d:\d\d$/.test(time);
  const plan = isDated
    ? planCall({
        ...{ ...known, planLines, now: momentAt(date, time, timeZone) },
        ...{ liveCalls: Number(live) || 0, tenantStatus: 'active' },
      })
    : null;

  return (
    <aside
      aria-label="What a call would get"
      className="flex flex-col gap-4 rounded-lg border bg-card p-4 text-meta lg:sticky lg:top-16"
    >
      <h2 className="font-semibold text-body">What a call would get</h2>
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <Field label="Date">
          <Input type="date" value={date} onChange={(event) => setDate(event.target.value)} className="px-2" />
        </Field>
        <Field label="Time">
          <Input type="time" value={time} onChange={(event) => setTime(event.target.value)} className="px-2" />
        </Field>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <Field label="Caller's number">
          <Input
            type="tel"
            placeholder="Any caller"
            value={caller}
            onChange={(event) => setCaller(event.target.value)}
          />
        </Field>
        <Field label="Calls already">
          <Input
            type="number"
            min={0}
            max={1000}
            inputMode="numeric"
            value={live}
            onChange={(event) => setLive(event.target.value)}
          />
        </Field>
      </div>
      {numbers.length > 1 && (
        <Field label="Calling">
          <NativeSelect
            choices={numbers.map((number) => ({ value: number, label: formatPhone(number) }))}
            value={dialed}
            onChange={(event) => setDialed(event.target.value)}
          />
        </Field>
      )}
      {plan && (
        <>
          <div aria-live="polite" className="flex flex-col gap-2 border-l-2 pl-3">
            <p className="text-body">
              A call at {describeClock(time)} on {describeDate(date)}: {readable(describePlan(plan, agentName))}.
            </p>
            <p className="text-muted-foreground">{readable(plan.reasons.join(' '))}</p>
            <p className="text-muted-foreground">If that fails, {readable(describeFallback(plan, agentName))}.</p>
          </div>
          <Timeline segments={dayTimeline({ ...known, date })} agentName={agentName} at={time} />
        </>
      )}
    </aside>
  );
}

/** Somebody whom nobody has blocked; a withheld number would be another matter. */
const anyCaller = '+10000000000';

function readable(sentence: string): string {
  return sentence.replaceAll(/\+\d{8,15}/g, (number) => formatPhone(number));
}
