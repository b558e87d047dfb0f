'use client';

import { SectionForm } from '@/components/agent/section-form';
import type { SectionEditor } from '@/components/agent/use-section-editor';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Greeting } from '@/lib/contracts/greeting';
import { GreetingText } from './greeting-text';

type Props = { editor: SectionEditor<'greeting'>; config: AgentConfig; readOnly?: string };

const interruptions: { value: Greeting['interruptible']; label: string; help: string }[] = [
  { value: 'always', label: 'At any time', help: 'Speaking stops the greeting' },
  { value: 'after_notice', label: 'After the notice', help: 'Greeting and notice are heard in full' },
];

export function GreetingEditor({ editor, config, readOnly }: Props) {
  const { value: greeting, setValue } = editor;
  const field = (name: 'text' | 'afterHoursText' | 'aiNotice' | 'recordingNotice') => ({
    name,
    value: greeting[name],
    onChange: (text: string) => setValue({ ...greeting, [name]: text }),
  });

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Greeting"
      help="The first words of every call, exactly as you write them."
      readOnly={readOnly}
    >
      <GreetingText label="Greeting" maxLength={400} withChips={!readOnly} {...field('text')} />
      <GreetingText
        label="After hours"
        help="Used when you are closed. Empty: the greeting above."
        maxLength={400}
        withChips={!readOnly}
        {...field('afterHoursText')}
      />
      <GreetingText
        label="AI notice"
        help="Spoken after the greeting. Some places require it."
        placeholder="I am a virtual assistant."
        maxLength={200}
        {...field('aiNotice')}
      />
      <GreetingText
        label="Recording notice"
        help="Spoken after the greeting. Empty: nothing is said."
        placeholder="This call may be recorded."
        maxLength={200}
        {...field('recordingNotice')}
      />
      <SettingRow
        label="Callers may interrupt"
        help="Whether speaking over the greeting stops it."
        name="interruptible"
      >
        <Select
          choices={interruptions}
          value={greeting.interruptible}
          disabled={Boolean(readOnly)}
          onChange={(chosen) => {
            const known = interruptions.find(({ value }) => value === chosen);
            if (known) setValue({ ...greeting, interruptible: known.value });
          }}
        />
      </SettingRow>
    </SectionForm>
  );
}
