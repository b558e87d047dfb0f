'use client';

import { FormPart } from '@/components/routing/form-part';
import { checkInMsFor } from '@/lib/agent/session-settings';
import type { Advanced } from '@/lib/contracts/advanced';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { ChoiceRow } from './choice-row';
import { silentCalls } from './manner-choices';
import { NumberRow } from './number-row';
import { SilenceLine } from './silence-line';

type Props = { config: AgentConfig; disabled: boolean; onChange: (changes: Partial<Advanced>) => void };

/** What a silent caller hears, and when. */
export function SilencePart({ config, disabled, onChange }: Props) {
  const { advanced, personality } = config;
  const ownSeconds = checkInMsFor({ ...advanced, checkInSeconds: null }, personality) / 1000;
  const isOwn = advanced.checkInSeconds !== null;

  return (
    <FormPart title="When it goes quiet" help="Silence counts from the last word, the caller’s or its own.">
      <ChoiceRow
        label="First question"
        help="“Are you still there?”"
        name="firstQuestion"
        choices={[
          { value: 'personality', label: `After ${ownSeconds} s`, help: 'As its personality has it' },
          { value: 'own', label: 'After seconds of your own' },
        ]}
        value={isOwn ? 'own' : 'personality'}
        disabled={disabled}
        onChange={(chosen) => onChange({ checkInSeconds: chosen === 'own' ? ownSeconds : null })}
      />
      {advanced.checkInSeconds !== null && (
        <NumberRow
          label="Seconds of silence"
          help="5 to 60."
          name="checkInSeconds"
          unit="seconds"
          min={5}
          max={60}
          value={advanced.checkInSeconds}
          disabled={disabled}
          onChange={(checkInSeconds) => onChange({ checkInSeconds })}
        />
      )}
      <NumberRow
        label="Questions before the goodbye"
        help="1 to 4."
        name="checkIns"
        unit={advanced.checkIns === 1 ? 'question' : 'questions'}
        min={1}
        max={4}
        value={advanced.checkIns}
        disabled={disabled}
        onChange={(checkIns) => onChange({ checkIns })}
      />
      <SilenceLine config={config} />
      <NumberRow
        label="Patience on hold"
        help="For callers who say “one moment, please”. 20 to 300."
        name="holdSeconds"
        unit="seconds"
        min={20}
        max={300}
        value={advanced.holdSeconds}
        disabled={disabled}
        onChange={(holdSeconds) => onChange({ holdSeconds })}
      />
      <ChoiceRow
        label="When nobody speaks at all"
        help="From the end of the greeting."
        name="silentCalls"
        choices={silentCalls}
        value={advanced.silentCalls}
        disabled={disabled}
        onChange={(chosen) => onChange({ silentCalls: chosen })}
      />
    </FormPart>
  );
}
