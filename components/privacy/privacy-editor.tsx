'use client';

import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { consentKinds, defaultPrivacy, type Privacy } from '@/lib/contracts/privacy';
import { NoticePanel } from './notice-panel';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  readOnly?: string;
  save: SaveSection<'privacy'>;
};

const consents: { value: Privacy['consent']; label: string; help: string }[] = [
  { value: 'notice', label: 'Callers are told', help: 'Who says no is not recorded' },
  { value: 'ask', label: 'Callers are told how to say no', help: 'By saying so, or with key 9' },
];

export function PrivacyEditor({ tenant, config, version, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'privacy', saved: config.privacy, version, save });
  const { value: privacy, setValue } = editor;
  const isOn = privacy.recording === 'on';

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="Recording and retention"
        help="Callers hear the recording notice first. Whoever declines is neither recorded nor stored in words."
        readOnly={readOnly}
      >
        <SettingRow
          label="Keep nothing longer than a day"
          help="Sound and words of a call are removed a day after it."
          name="dayMode"
        >
          <Switch
            checked={isDayMode(privacy)}
            disabled={Boolean(readOnly)}
            onCheckedChange={(on) => setValue({ ...privacy, ...(on ? oneDay : usualDays) })}
          />
        </SettingRow>
        <SettingRow label="Record calls" help="Phone calls, caller and receptionist on a track each." name="recording">
          <Switch
            checked={isOn}
            disabled={Boolean(readOnly)}
            onCheckedChange={(on) => setValue({ ...privacy, recording: on ? 'on' : 'off' })}
          />
        </SettingRow>
        <SettingRow label="Consent" help="Ask a lawyer what your callers' places demand." name="consent">
          <Select
            choices={consents}
            value={privacy.consent}
            disabled={Boolean(readOnly) || !isOn}
            onChange={(chosen) => {
              const consent = consentKinds.find((kind) => kind === chosen);
              if (consent) setValue({ ...privacy, consent });
            }}
          />
        </SettingRow>
        <Days
          label="Keep recordings for"
          name="recordingDays"
          days={privacy.recordingDays}
          disabled={Boolean(readOnly) || !isOn}
          onChange={(recordingDays) => setValue({ ...privacy, recordingDays })}
        />
        <Days
          label="Keep transcripts for"
          name="transcriptDays"
          days={privacy.transcriptDays}
          disabled={Boolean(readOnly)}
          onChange={(transcriptDays) => setValue({ ...privacy, transcriptDays })}
        />
      </SectionForm>
      <NoticePanel tenant={tenant} greeting={config.greeting} privacy={privacy} />
    </div>
  );
}

const oneDay = { recordingDays: 1, transcriptDays: 1 };
const usualDays = { recordingDays: defaultPrivacy.recordingDays, transcriptDays: defaultPrivacy.transcriptDays };

function isDayMode({ recordingDays, transcriptDays }: Privacy): boolean {
  return recordingDays === 1 && transcriptDays === 1;
}

type DaysProps = {
  label: string;
  name: string;
  days: number;
  disabled: boolean;
  onChange: (days: number) => void;
};

function Days({ label, name, days, disabled, onChange }: DaysProps) {
  return (
    <SettingRow label={label} help="Days, 1 to 365." name={name}>
      <Input
        type="number"
        min={1}
        max={365}
        inputMode="numeric"
        className="tabular-nums"
        value={days === 0 ? '' : days}
        disabled={disabled}
        onChange={(event) => onChange(Math.trunc(Number(event.target.value)) || 0)}
      />
    </SettingRow>
  );
}
