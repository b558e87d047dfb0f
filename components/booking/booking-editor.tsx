'use client';

import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { FormPart } from '@/components/routing/form-part';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { BookingPreview } from './booking-preview';
import { BookingRules } from './booking-rules';
import { CalendarList } from './calendar-list';
import { ServiceList } from './service-list';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  today: string;
  nowMs: number;
  readOnly?: string;
  save: SaveSection<'booking'>;
};

export function BookingEditor({ tenant, config, version, today, nowMs, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'booking', saved: config.booking, version, save });
  const { value: booking, setValue: onChange } = editor;
  const part = { booking, readOnly: Boolean(readOnly), onChange };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="What can be booked"
        help="Opening hours, holidays and one-off days are those under Hours."
        readOnly={readOnly}
      >
        <SettingRow
          label="Callers may book"
          help={`${config.identity.agentName} books, moves and cancels appointments on the telephone.`}
          name="enabled"
        >
          <Switch
            checked={booking.enabled}
            disabled={Boolean(readOnly)}
            onCheckedChange={(enabled) => onChange({ ...booking, enabled })}
          />
        </SettingRow>
        <FormPart title="Services" help="What callers may book, and how long it takes.">
          <ServiceList {...part} />
        </FormPart>
        <FormPart title="Calendars" help="Each takes one appointment at a time.">
          <CalendarList {...part} businessWeek={config.hours.week} />
        </FormPart>
        <FormPart title="Rules">
          <BookingRules {...part} />
        </FormPart>
      </SectionForm>
      <BookingPreview config={{ ...config, booking }} today={today} nowMs={nowMs} />
    </div>
  );
}
