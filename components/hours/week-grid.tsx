'use client';

import { Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { type HoursBlock, type Week, type Weekday, weekdays } from '@/lib/contracts/hours';
import { DayBlocks } from './day-blocks';
import { DayStrip } from './day-strip';

type Props = { week: Week; path: string; readOnly?: boolean; onChange: (week: Week) => void };

const allDay: HoursBlock[] = [{ opens: '00:00', closes: '24:00' }];

/** Seven days, each with its blocks, a picture of them, and a menu that copies the day to others. */
export function WeekGrid({ week, path, readOnly, onChange }: Props) {
  return (
    <div className="flex flex-col divide-y">
      {weekdays.map((weekday) => (
        <div
          key={weekday}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]"
        >
          <div className="flex flex-col justify-center gap-1.5 self-start sm:h-9 pointer-coarse:sm:h-11">
            <h4 className="font-medium text-body">{nameOf(weekday)}</h4>
            <DayStrip blocks={week[weekday]} />
          </div>
          <div className="max-sm:order-last max-sm:col-span-2">
            <DayBlocks
              label={nameOf(weekday)}
              path={`${path}.${weekday}`}
              blocks={week[weekday]}
              readOnly={readOnly}
              onChange={(blocks) => onChange({ ...week, [weekday]: blocks })}
            />
          </div>
          {!readOnly && (
            <CopyMenu
              weekday={weekday}
              onCopy={(days) => onChange(withDays(week, days, week[weekday]))}
              onSet={(blocks) => onChange({ ...week, [weekday]: blocks })}
            />
          )}
        </div>
      ))}
    </div>
  );
}

type MenuProps = { weekday: Weekday; onCopy: (days: Weekday[]) => void; onSet: (blocks: HoursBlock[]) => void };

function CopyMenu({ weekday, onCopy, onSet }: MenuProps) {
  const others = weekdays.filter((day) => day !== weekday);

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Copy ${nameOf(weekday)}`}>
          <Copy aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Copy {nameOf(weekday)} to</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => onCopy(weekdays.slice(0, 5))}>Monday to Friday</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onCopy([...weekdays])}>Every day</DropdownMenuItem>
        {others.map((day) => (
          <DropdownMenuItem key={day} onSelect={() => onCopy([day])}>
            {nameOf(day)}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onSet(allDay)}>Open day and night</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onSet([])}>Closed</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function withDays(week: Week, days: Weekday[], blocks: HoursBlock[]): Week {
  return { ...week, ...Object.fromEntries(days.map((day) => [day, blocks])) };
}

function nameOf(weekday: Weekday): string {
  return weekday.charAt(0).toUpperCase() + weekday.slice(1);
}
