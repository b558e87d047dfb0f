'use client';

import { SectionForm } from '@/components/agent/section-form';
import type { SectionEditor } from '@/components/agent/use-section-editor';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { NumberRow } from './number-row';

type Props = { editor: SectionEditor<'limits'>; config: AgentConfig; readOnly?: string };

export function LongestCallForm({ editor, config, readOnly }: Props) {
  const { value: limits, setValue } = editor;

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="The longest call"
      help="Callers are told a minute before, and hear a goodbye when it is over."
      readOnly={readOnly}
    >
      <NumberRow
        label="A call ends after"
        help="1 to 55."
        name="maxCallMinutes"
        unit={limits.maxCallMinutes === 1 ? 'minute' : 'minutes'}
        min={1}
        max={55}
        value={limits.maxCallMinutes}
        disabled={Boolean(readOnly)}
        onChange={(maxCallMinutes) => setValue({ ...limits, maxCallMinutes })}
      />
    </SectionForm>
  );
}
