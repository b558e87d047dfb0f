'use client';

import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import type { Choice } from '@/components/ui/select';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { AfterHours } from './after-hours';
import { BlockedCallers } from './blocked-callers';
import { CallPreview } from './call-preview';
import { Fallback } from './fallback';
import { FormPart } from './form-part';
import { NumberList } from './number-list';
import { PeopleList } from './people-list';
import { StaffFirst } from './staff-first';
import { TransferCaps } from './transfer-caps';
import { TransferCountries } from './transfer-countries';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  numbers: { e164: string; label: string }[];
  countries: Choice[];
  /** Calls at once that the plan has. */
  planLines: number | null;
  /** The local date and time at the business when the page was made. */
  now: { date: string; time: string };
  readOnly?: string;
  save: SaveSection<'routing'>;
};

export function RoutingEditor({ tenant, config, version, numbers, countries, planLines, now, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'routing', saved: config.routing, version, save });
  const { value: routing, setValue: onChange } = editor;
  const { agentName } = config.identity;
  const part = { config, routing, readOnly: Boolean(readOnly), onChange };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="Where calls go"
        help={`Who is rung, and what ${agentName} does when nobody can be.`}
        readOnly={readOnly}
      >
        <FormPart title="People" help="Who may be rung for a caller, each with hours of their own.">
          <PeopleList {...part} />
        </FormPart>
        <FormPart title="Connecting callers" help="How often a caller may be connected to somebody.">
          <TransferCaps {...part} />
        </FormPart>
        <FormPart title="Staff first" help="Let the people ring before the receptionist answers.">
          <StaffFirst {...part} agentName={agentName} />
        </FormPart>
        <FormPart title="After hours" help="For each kind of being closed.">
          <AfterHours {...part} />
        </FormPart>
        <FormPart title="If something fails" help="A caller never hears silence.">
          <Fallback {...part} />
        </FormPart>
        <FormPart title="Your numbers" help="What each of them is for.">
          <NumberList {...part} numbers={numbers} />
        </FormPart>
        <FormPart title="Blocked callers" help="Rejected before the call is answered, and not charged.">
          <BlockedCallers {...part} />
        </FormPart>
        <FormPart
          title="Countries"
          help="Where calls may be passed on to. Premium-rate, satellite and shared-cost numbers are never dialled."
        >
          <TransferCountries {...part} countries={countries} />
        </FormPart>
      </SectionForm>
      <CallPreview
        config={{ ...config, routing }}
        numbers={numbers.map(({ e164 }) => e164)}
        planLines={planLines}
        now={now}
      />
    </div>
  );
}
