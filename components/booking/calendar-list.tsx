'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Booking, Calendar } from '@/lib/contracts/booking';
import type { Week } from '@/lib/contracts/hours';
import { CalendarRow } from './calendar-row';
import { newId } from './new-id';

type Props = { booking: Booking; businessWeek: Week; readOnly: boolean; onChange: (booking: Booking) => void };

const maxCalendars = 20;

export function CalendarList({ booking, businessWeek, readOnly, onChange }: Props) {
  const { calendars, services } = booking;

  function add() {
    const calendar: Calendar = {
      ...{ id: newId('calendar', calendars), name: '', services: [], hours: { kind: 'business' } },
    };
    onChange({ ...booking, calendars: [...calendars, calendar] });
  }

  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {calendars.map((calendar, index) => (
          <CalendarRow
            key={calendar.id}
            calendar={calendar}
            services={services}
            businessWeek={businessWeek}
            index={index}
            readOnly={readOnly}
            onChange={(next) => onChange({ ...booking, calendars: calendars.with(index, next) })}
            onRemove={
              calendars.length > 1
                ? () => onChange({ ...booking, calendars: calendars.toSpliced(index, 1) })
                : undefined
            }
          />
        ))}
      </ul>
      {!readOnly && calendars.length < maxCalendars && (
        <Button className="self-start" onClick={add}>
          <Plus aria-hidden />
          Add a calendar
        </Button>
      )}
    </div>
  );
}
