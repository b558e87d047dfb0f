'use client';

import { NativeSelect } from '@/components/ui/native-select';
import { SettingRow } from '@/components/ui/setting-row';
import { type Booking, confirmationWays, stepChoices } from '@/lib/contracts/booking';
import { NumberInput } from './number-input';

type Props = { booking: Booking; readOnly: boolean; onChange: (booking: Booking) => void };

const confirmationLabels: Record<Booking['confirmations'], string> = {
  none: 'Nothing, the receptionist says it',
  text: 'A text message',
  mail: 'An e-mail, if they give an address',
};

export function BookingRules({ booking, readOnly, onChange }: Props) {
  return (
    <>
      <SettingRow label="Appointments begin" help="Counted from opening." name="stepMinutes">
        <NativeSelect
          choices={stepChoices.map((minutes) => ({ value: String(minutes), label: `Every ${minutes} minutes` }))}
          value={String(booking.stepMinutes)}
          disabled={readOnly}
          onChange={(event) => {
            const stepMinutes = stepChoices.find((known) => String(known) === event.target.value);
            if (stepMinutes) onChange({ ...booking, stepMinutes });
          }}
        />
      </SettingRow>
      <SettingRow label="Least notice" help="So soon nothing is booked any more." name="leastNoticeHours">
        <NumberInput
          value={booking.leastNoticeHours}
          unit="hours"
          min={0}
          max={336}
          onChange={(leastNoticeHours) => onChange({ ...booking, leastNoticeHours })}
        />
      </SettingRow>
      <SettingRow label="How far ahead" name="mostDaysAhead">
        <NumberInput
          value={booking.mostDaysAhead}
          unit="days"
          min={1}
          max={365}
          onChange={(mostDaysAhead) => onChange({ ...booking, mostDaysAhead })}
        />
      </SettingRow>
      <SettingRow
        label="Appointments of one caller"
        help="How many to come they may have, so that nobody books out a week."
        name="maxPerCaller"
      >
        <NumberInput
          value={booking.maxPerCaller}
          unit="at once"
          min={1}
          max={20}
          onChange={(maxPerCaller) => onChange({ ...booking, maxPerCaller })}
        />
      </SettingRow>
      <SettingRow
        label="What the caller is sent"
        help="After a booking or a move. Text messages have to be switched on for the agent too."
        name="confirmations"
      >
        <NativeSelect
          choices={confirmationWays.map((value) => ({ value, label: confirmationLabels[value] }))}
          value={booking.confirmations}
          disabled={readOnly}
          onChange={(event) => {
            const confirmations = confirmationWays.find((known) => known === event.target.value);
            if (confirmations) onChange({ ...booking, confirmations });
          }}
        />
      </SettingRow>
    </>
  );
}
