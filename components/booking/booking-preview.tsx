'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { describeTimes } from '@/lib/agent/appointment-words';
import { bookableTimes } from '@/lib/agent/bookable-times';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { closedDayName, describeDate } from '@/lib/hours/schedule';

type Props = {
  config: AgentConfig;
  /** The local date at the business, and the moment, when the page was made. */
  today: string;
  nowMs: number;
};

/** What a caller would be offered in an empty book, by the very rule that calls use. */
export function BookingPreview({ config, today, nowMs }: Props) {
  const { services, enabled, stepMinutes } = config.booking;
  const [serviceId, setServiceId] = useState(services[0]?.id ?? '');
  const [date, setDate] = useState(today);
  const service = services.find(({ id }) => id === serviceId) ?? services[0];

  return (
    <aside aria-label="What callers are offered" className="rounded-lg border bg-card p-4 lg:sticky lg:top-4">
      <h2 className="font-semibold text-body">What callers are offered</h2>
      <div className="mt-3 flex flex-col gap-3">
        <Field label="Service to try">
          <NativeSelect
            choices={services.map(({ id, name }) => ({ value: id, label: name || 'A new service' }))}
            value={service?.id ?? ''}
            disabled={services.length === 0}
            onChange={(event) => setServiceId(event.target.value)}
          />
        </Field>
        <Field label="Day to try">
          <Input type="date" value={date} min={today} onChange={(event) => setDate(event.target.value)} />
        </Field>
        <p role="status" className="text-body">
          {sentence()}
        </p>
        {!enabled && <p className="text-meta text-muted-foreground">Callers cannot book yet: it is switched off.</p>}
      </div>
    </aside>
  );

  function sentence(): string {
    if (!service) return 'Add a service to see when it can be booked.';
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(service.minutes)) return '';
    const times = bookableTimes(config, { service, date, busy: [], now: new Date(nowMs) });
    if (times.length > 0) return `${describeDate(date)}: ${describeTimes(times, stepMinutes)}.`;
    const closed = closedDayName(config.hours, date);
    return `${describeDate(date)}: nothing can be booked${closed ? `, closed for ${closed}` : ''}.`;
  }
}
