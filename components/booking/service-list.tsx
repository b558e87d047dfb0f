'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Booking, Service } from '@/lib/contracts/booking';
import { newId } from './new-id';
import { ServiceRow } from './service-row';

type Props = { booking: Booking; readOnly: boolean; onChange: (booking: Booking) => void };

const maxServices = 40;

export function ServiceList({ booking, readOnly, onChange }: Props) {
  const { services, calendars } = booking;

  function add() {
    const service: Service = {
      ...{ id: newId('service', services), name: '', minutes: 30, bufferMinutes: 0 },
      ...{ price: '', description: '', askFor: '' },
    };
    onChange({ ...booking, services: [...services, service] });
  }

  /** A service that goes, goes from the calendars too; a calendar that took nothing else takes everything again. */
  function remove(index: number) {
    const gone = services[index]?.id;
    onChange({
      ...booking,
      services: services.toSpliced(index, 1),
      calendars: calendars.map((calendar) => ({
        ...calendar,
        services: calendar.services.filter((id) => id !== gone),
      })),
    });
  }

  return (
    <div className="flex flex-col gap-3">
      {services.length === 0 && (
        <p className="text-meta text-muted-foreground">
          Nothing yet. Add what callers may book, with how long it takes: the receptionist offers nothing else.
        </p>
      )}
      <ul className="flex flex-col gap-3 empty:hidden">
        {services.map((service, index) => (
          <ServiceRow
            key={service.id}
            service={service}
            index={index}
            readOnly={readOnly}
            onChange={(next) => onChange({ ...booking, services: services.with(index, next) })}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      {!readOnly && services.length < maxServices && (
        <Button className="self-start" onClick={add}>
          <Plus aria-hidden />
          Add a service
        </Button>
      )}
    </div>
  );
}
