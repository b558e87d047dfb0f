'use client';

import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/native-select';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import { type HolidayChoice, type HolidayCountry, holidayCountries } from '@/lib/contracts/hours';
import { type Holiday, holidayOptions, usualHolidays } from '@/lib/hours/holidays';
import { CheckRow } from './check-row';

type Props = {
  choice: HolidayChoice;
  /** The local date at the business. */
  today: string;
  readOnly?: boolean;
  onChange: (choice: HolidayChoice) => void;
};

// Written out: a browser's own names may differ from the server's.
const names: Record<HolidayCountry, string> = {
  AU: 'Australia',
  CA: 'Canada',
  FR: 'France',
  DE: 'Germany',
  IN: 'India',
  IE: 'Ireland',
  NL: 'Netherlands',
  ES: 'Spain',
  GB: 'United Kingdom',
  US: 'United States',
};
const countries = [
  { value: '', label: 'No holidays' },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];

/** A country's holidays, each with its next date; what is ticked closes us all day. */
export function HolidayList({ choice, today, readOnly, onChange }: Props) {
  const { country, closedOn, inLieu } = choice;
  const options = country ? holidayOptions(country, today) : [];
  const setClosed = (id: string, closed: boolean) =>
    onChange({ ...choice, closedOn: closed ? [...closedOn, id] : closedOn.filter((one) => one !== id) });

  return (
    <div className="flex flex-col gap-4">
      <Field label="Country" name="holidays.country" help="Choosing one ticks the days off that the whole country has.">
        <NativeSelect
          choices={countries}
          value={country ?? ''}
          disabled={readOnly}
          onChange={(event) => {
            const chosen = holidayCountries.find((known) => known === event.target.value) ?? null;
            onChange({ ...choice, country: chosen, closedOn: chosen ? usualHolidays(chosen) : [] });
          }}
        />
      </Field>
      {country && (
        <>
          <fieldset className="flex flex-col">
            <legend className="sr-only">Closed on</legend>
            {options.map(({ id, name, where, next }) => (
              <CheckRow
                key={id}
                label={name}
                badge={where}
                detail={next ? dates(next, inLieu) : 'Not known yet'}
                checked={closedOn.includes(id)}
                disabled={readOnly}
                onChange={(checked) => setClosed(id, checked)}
              />
            ))}
          </fieldset>
          <SettingRow
            label="Closed on days in lieu"
            help="When a holiday falls on a weekend, the day that stands in for it."
          >
            <Switch
              checked={inLieu}
              disabled={readOnly}
              onCheckedChange={(on) => onChange({ ...choice, inLieu: on })}
            />
          </SettingRow>
        </>
      )}
    </div>
  );
}

function dates({ date, inLieu }: Holiday, withLieu: boolean): string {
  const day = short(date, true);
  return withLieu && inLieu ? `${day}, and ${short(inLieu, false)}` : day;
}

function short(date: string, withYear: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(withYear && { year: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`));
}
