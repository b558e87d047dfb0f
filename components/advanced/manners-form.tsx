'use client';

import { SectionForm } from '@/components/agent/section-form';
import type { SectionEditor } from '@/components/agent/use-section-editor';
import { FormPart } from '@/components/routing/form-part';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { Advanced } from '@/lib/contracts/advanced';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { ChoiceRow } from './choice-row';
import * as choices from './manner-choices';
import { SilencePart } from './silence-part';
import { SwitchRow } from './switch-row';

type Props = { editor: SectionEditor<'advanced'>; config: AgentConfig; readOnly?: string };

const longestWords = 2000;

/** How the agent listens, waits and keeps its patience. */
export function MannersForm({ editor, config, readOnly }: Props) {
  const { value: advanced, setValue } = editor;
  const disabled = Boolean(readOnly);
  const set = (changes: Partial<Advanced>) => setValue({ ...advanced, ...changes });

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Listening and waiting"
      help="How callers are heard, and what happens when they are not."
      readOnly={readOnly}
    >
      <FormPart title="Taking turns" help="How much it lets itself be interrupted is a slider of its personality.">
        <ChoiceRow
          label="Knowing when a caller has finished"
          help="How long it waits is the patience of its personality."
          name="turnTaking"
          choices={choices.turnTakings}
          value={advanced.turnTaking}
          disabled={disabled}
          onChange={(turnTaking) => set({ turnTaking })}
        />
        <ChoiceRow
          label="Where callers are"
          help="Among noise, only clear speech counts as speech."
          name="surroundings"
          choices={choices.surroundings}
          value={advanced.surroundings}
          disabled={disabled || advanced.turnTaking === 'meaning'}
          onChange={(surroundings) => set({ surroundings })}
        />
        <ChoiceRow
          label="Noise reduction"
          name="noiseReduction"
          choices={choices.noiseReductions}
          value={advanced.noiseReduction}
          disabled={disabled}
          onChange={(noiseReduction) => set({ noiseReduction })}
        />
        <SwitchRow
          label="A few words while something takes a while"
          help="“One moment, please”, in its own voice, when a task takes longer than a second and a half."
          name="fillers"
          checked={advanced.fillers}
          disabled={disabled}
          onChange={(fillers) => set({ fillers })}
        />
      </FormPart>
      <SilencePart config={{ ...config, advanced }} disabled={disabled} onChange={set} />
      <FormPart title="Recorded messages" help="Calls that play a recording at you, told by what they say first.">
        <ChoiceRow
          label="When a recording calls"
          name="recordedCallers"
          choices={choices.recordedCallers}
          value={advanced.recordedCallers}
          disabled={disabled}
          onChange={(recordedCallers) => set({ recordedCallers })}
        />
      </FormPart>
      <FormPart title="Keys" help="Numbers that look like a payment card are hidden from everybody.">
        <SwitchRow
          label="Listen to keys"
          help="Keys that follow each other within two seconds are one number; # ends it."
          name="keypad"
          checked={advanced.keypad}
          disabled={disabled}
          onChange={(keypad) => set({ keypad })}
        />
        <ChoiceRow
          label="The key 0"
          name="zeroKey"
          choices={choices.zeroKeys}
          value={advanced.zeroKey}
          disabled={disabled || !advanced.keypad}
          onChange={(zeroKey) => set({ zeroKey })}
        />
      </FormPart>
      <FormPart title="Languages" help="Which ones it speaks is set below.">
        <ChoiceRow
          label="Changing the language"
          help="A noise, a name or one unclear word never changes it."
          name="languageSwitching"
          choices={choices.languageSwitchings}
          value={advanced.languageSwitching}
          disabled={disabled || config.identity.languages.length < 2}
          onChange={(languageSwitching) => set({ languageSwitching })}
        />
      </FormPart>
      <FormPart title="In your own words">
        <Field
          label="Extra instructions"
          help="Told to the receptionist as they are. The fixed rules outrank them."
          name="extraInstructions"
          aside={
            <span className="text-label text-muted-foreground tabular-nums">
              {advanced.extraInstructions.length} of {longestWords}
            </span>
          }
        >
          <Textarea
            rows={4}
            value={advanced.extraInstructions}
            onChange={(event) => set({ extraInstructions: event.target.value })}
          />
        </Field>
      </FormPart>
    </SectionForm>
  );
}
