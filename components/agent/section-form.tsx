'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { FormSection } from '@/components/ui/form-section';
import { Kbd } from '@/components/ui/kbd';
import { describeChanges } from '@/lib/agent/changes';
import type { AgentConfig, Section } from '@/lib/contracts/agent-config';
import { StalePanel } from './stale-panel';
import type { SectionEditor } from './use-section-editor';

/** While there is something to save, its button stays in sight however long the section is. */
const saveInSight =
  '[&>div:last-child]:sticky [&>div:last-child]:bottom-0 [&>div:last-child]:z-10 [&>div:last-child]:rounded-b-lg [&>div:last-child]:bg-card';

type Props<Name extends Section> = {
  editor: SectionEditor<Name>;
  /** The rest of the draft, so that differences can be told in sentences. */
  config: AgentConfig;
  title: string;
  help?: ReactNode;
  aside?: ReactNode;
  /** Why the person may only look. */
  readOnly?: string;
  children: ReactNode;
};

/** One section of the agent: saved by its button or by ⌘S, and never over somebody else's save unasked. */
export function SectionForm<Name extends Section>(props: Props<Name>) {
  const { editor, config, title, help, aside, readOnly, children } = props;
  const place = useRef<HTMLDivElement>(null);
  useSaveKey(editor.dirty && !readOnly, () => place.current?.querySelector('form')?.requestSubmit());

  return (
    <div ref={place} className="min-w-0">
      <FormSection
        key={editor.round}
        title={title}
        help={help}
        aside={aside}
        save={editor.submit}
        dirty={editor.dirty}
        onDiscard={editor.discard}
        saveLabel="Save to draft"
        savedText={editor.dirty ? 'Unsaved changes.' : 'Saved to the draft. Publish it to use it in calls.'}
        readOnly={readOnly}
        className={editor.dirty ? saveInSight : undefined}
      >
        {editor.stale && (
          <StalePanel
            changes={describeChanges(
              { ...config, [editor.section]: editor.stale.theirs },
              { ...config, [editor.section]: editor.value },
            )}
            onKeepMine={editor.keepMine}
            onTakeTheirs={editor.takeTheirs}
          />
        )}
        {children}
        {editor.dirty && !readOnly && (
          <p className="hidden text-label text-muted-foreground sm:block">
            Unsaved. <Kbd>⌘ S</Kbd> or <Kbd>Ctrl S</Kbd> saves.
          </p>
        )}
      </FormSection>
    </div>
  );
}

function useSaveKey(active: boolean, save: () => void) {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
