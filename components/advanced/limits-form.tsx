'use client';

import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Use } from '@/lib/contracts/limits';
import { describePlanLines, type PlanLines } from '@/lib/plan/lines';
import { LimitRow } from './limit-row';
import { LimitsPanel } from './limits-panel';
import { NumberRow } from './number-row';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  /** Null for those who may not see what was used. */
  use: Use | null;
  plan: PlanLines | null;
  /** As published: what holds for calls now. */
  live: AgentConfig['limits'] | null;
  readOnly?: string;
  save: SaveSection<'limits'>;
};

const dollar = 1_000_000;

/** What calls may cost, how many minutes and how many at once; beside it, what happens at a limit and today's use. */
export function LimitsForm({ tenant, config, version, use, plan, live, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'limits', saved: config.limits, version, save });
  const { value: limits, setValue } = editor;
  const disabled = Boolean(readOnly);
  const row = <Name extends keyof typeof limits>(name: Name) => ({
    ...{ name, disabled, value: limits[name] },
    onChange: (value: (typeof limits)[Name]) => setValue({ ...limits, [name]: value }),
  });

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={{ ...config, limits }}
        title="Limits"
        help="Leave a field empty for no limit. Days and months are those of your own time zone."
        readOnly={readOnly}
      >
        <NumberRow
          {...row('maxLiveCalls')}
          label="Calls at once"
          help={describePlanLines(limits.maxLiveCalls, plan) || '1 to 100.'}
          unit="calls"
          min={1}
          max={100}
        />
        <LimitRow
          {...row('maxDayMicroDollars')}
          label="Money in one day"
          help="All that a day costs: calls, test calls too, texts, greetings and summaries."
          unit="dollars"
          scale={dollar}
        />
        <LimitRow
          {...row('maxCallMicroDollars')}
          label="Money in one call"
          help="The AI and the line while it runs. A usual call of three minutes costs well under a dollar."
          unit="dollars"
          scale={dollar}
        />
        <LimitRow {...row('maxDayMinutes')} label="Minutes in one day" help="Of telephone calls." unit="minutes" />
        <LimitRow {...row('maxMonthMinutes')} label="Minutes in one month" help="Of telephone calls." unit="minutes" />
      </SectionForm>
      <LimitsPanel use={use} live={live} />
    </div>
  );
}
