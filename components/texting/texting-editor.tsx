'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { mostTemplates, type TextTemplate } from '@/lib/contracts/texting';
import { CapRow } from './cap-row';
import { TemplateRow } from './template-row';
import { TextPreview } from './text-preview';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  readOnly?: string;
  save: SaveSection<'texting'>;
};

/** The preview follows whatever text was last touched; null is the answer to texts that come in. */
type Shown = number | null;

export function TextingEditor({ tenant, config, version, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'texting', saved: config.texting, version, save });
  const { value: texting, setValue } = editor;
  const [shown, setShown] = useState<Shown>(0);
  const set = (part: Partial<typeof texting>) => setValue({ ...texting, ...part });
  const setTemplates = (templates: TextTemplate[]) => set({ templates });
  const { templates } = texting;
  const words = shown === null ? texting.autoReply : (templates[shown]?.text ?? '');

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="Texts to callers"
        help="A text only ever goes to the number that is calling. Nobody can talk your receptionist into texting another one, or into other words."
        readOnly={readOnly}
      >
        <SettingRow label="Send text messages" help="Callers are asked first whether they want one." name="enabled">
          <Switch
            checked={texting.enabled}
            disabled={Boolean(readOnly)}
            onCheckedChange={(enabled) => set({ enabled })}
          />
        </SettingRow>
        {templates.length === 0 && (
          <p className="text-body text-muted-foreground">
            No texts yet. Begin with what callers ask to have in writing: your address, a link, your prices.
          </p>
        )}
        <ol className="flex flex-col gap-6">
          {templates.map((template, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two texts may be the same while they are written.
            <li key={index} onFocusCapture={() => setShown(index)}>
              <TemplateRow
                template={template}
                place={index}
                readOnly={Boolean(readOnly)}
                change={(next) => setTemplates(templates.map((one, place) => (place === index ? next : one)))}
                remove={() => setTemplates(templates.filter((_, place) => place !== index))}
              />
            </li>
          ))}
        </ol>
        {!readOnly && (
          <Button
            className="self-start"
            disabled={templates.length >= mostTemplates}
            onClick={() => {
              setShown(templates.length);
              setTemplates([...templates, { name: '', text: '', when: '' }]);
            }}
          >
            <Plus /> Add a text
          </Button>
        )}
        <Field label="Link" name="link" help="Stands wherever a text says {link}.">
          <Input
            type="url"
            value={texting.link}
            maxLength={200}
            placeholder="https://…"
            onChange={(event) => set({ link: event.target.value.trim() })}
          />
        </Field>
        <CapRow
          label="Texts in one call"
          name="perCall"
          most={10}
          count={texting.perCall}
          change={(perCall) => set({ perCall })}
        />
        <CapRow
          label="Texts to one caller in a day"
          name="perCallerPerDay"
          most={20}
          count={texting.perCallerPerDay}
          change={(perCallerPerDay) => set({ perCallerPerDay })}
        />
        <CapRow
          label="Texts to everybody in a day"
          name="perDay"
          most={2000}
          count={texting.perDay}
          change={(perDay) => set({ perDay })}
        />
        <div onFocusCapture={() => setShown(null)}>
          <Field
            label="Answer to texts that come in"
            name="autoReply"
            help="Once in twelve hours to each number; the text itself waits in your inbox. Leave it empty to answer nothing."
          >
            <Textarea
              rows={2}
              value={texting.autoReply}
              maxLength={480}
              onChange={(event) => set({ autoReply: event.target.value })}
            />
          </Field>
        </div>
      </SectionForm>
      <TextPreview
        words={words}
        title={shown === null ? 'Answer to texts that come in' : templates[shown]?.name || 'A text'}
        identity={config.identity}
        link={texting.link}
        isReply={shown === null}
      />
    </div>
  );
}
