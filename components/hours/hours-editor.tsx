'use client';

import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { CallPreview } from '@/components/routing/call-preview';
import { FormPart } from '@/components/routing/form-part';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { HolidayList } from './holiday-list';
import { SpecialDays } from './special-days';
import { WeekGrid } from './week-grid';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  numbers: string[];
  /** Calls at once that the plan has. */
  planLines: number | null;
  /** The local date and time at the business when the page was made. */
  now: { date: string; time: string };
  readOnly?: string;
  save: SaveSection<'hours'>;
};

export function HoursEditor({ tenant, config, version, numbers, planLines, now, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'hours', saved: config.hours, version, save });
  const { value: hours, setValue } = editor;
  const locked = Boolean(readOnly);

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="Opening hours"
        help={`By the clock in ${config.identity.timeZone.replaceAll('_', ' ')}, through every change of it.`}
        readOnly={readOnly}
      >
        <FormPart title="Every week" help="Several blocks a day make room for lunch and split shifts.">
          <WeekGrid week={hours.week} path="week" readOnly={locked} onChange={(week) => setValue({ ...hours, week })} />
        </FormPart>
        <FormPart title="Holidays" help="Closed all day. For shorter hours add the date below instead.">
          <HolidayList
            choice={hours.holidays}
            today={now.date}
            readOnly={locked}
            onChange={(holidays) => setValue({ ...hours, holidays })}
          />
        </FormPart>
        <FormPart title="One-off days" help="A date with hours of its own, or none.">
          <SpecialDays
            days={hours.days}
            today={now.date}
            readOnly={locked}
            onChange={(days) => setValue({ ...hours, days })}
          />
        </FormPart>
      </SectionForm>
      <CallPreview config={{ ...config, hours }} numbers={numbers} planLines={planLines} now={now} />
    </div>
  );
}
