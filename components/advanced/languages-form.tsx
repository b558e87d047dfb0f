'use client';

import { ArrowUp, X } from 'lucide-react';
import { SectionForm } from '@/components/agent/section-form';
import type { SectionEditor } from '@/components/agent/use-section-editor';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import type { AgentConfig } from '@/lib/contracts/agent-config';

type Props = { editor: SectionEditor<'identity'>; config: AgentConfig; readOnly?: string };

const known = [
  'en',
  'es',
  'fr',
  'de',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'uk',
  'tr',
  'ar',
  'hi',
  'zh',
  'ja',
  'ko',
  'vi',
];
const mostLanguages = 8;
const names = new Intl.DisplayNames(['en'], { type: 'language' });

export function LanguagesForm({ editor, config, readOnly }: Props) {
  const { value: identity, setValue } = editor;
  const { languages } = identity;
  const disabled = Boolean(readOnly);
  const set = (next: string[]) => setValue({ ...identity, languages: next });
  const others = known.filter((tag) => !languages.includes(tag));

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Languages"
      help="It begins in the first. The voice stays the same in all of them."
      readOnly={readOnly}
    >
      <ol className="flex flex-col gap-2" aria-label="Languages, the first one first">
        {languages.map((tag, index) => (
          <li key={tag} className="flex min-h-9 items-center gap-2 rounded-md border px-3 text-body">
            <span className="grow">
              {nameOf(tag)}
              {index === 0 && <span className="text-meta text-muted-foreground"> · spoken first</span>}
            </span>
            {index > 0 && !disabled && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Speak ${nameOf(tag)} first`}
                onClick={() => set([tag, ...languages.filter((one) => one !== tag)])}
              >
                <ArrowUp aria-hidden />
              </Button>
            )}
            {languages.length > 1 && !disabled && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Leave out ${nameOf(tag)}`}
                onClick={() => set(languages.filter((one) => one !== tag))}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ol>
      <SettingRow label="Another language" help={`Up to ${mostLanguages}.`} name="languages">
        <Select
          key={languages.join()}
          choices={others.map((tag) => ({ value: tag, label: nameOf(tag) }))}
          placeholder="Add a language"
          disabled={disabled || languages.length >= mostLanguages}
          onChange={(tag) => set([...languages, tag])}
        />
      </SettingRow>
    </SectionForm>
  );
}

function nameOf(tag: string): string {
  return names.of(tag) ?? tag;
}
