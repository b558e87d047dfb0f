'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ActionResult } from '@/lib/contracts/action-result';
import { type AgentConfig, type Section, sectionSchemas } from '@/lib/contracts/agent-config';
import type { SaveOutcome } from '@/lib/version/version';
import { forgetUnsavedEdit, keepUnsavedEdit, readUnsavedEdit } from './unsaved-edits';

export type SaveSection<Name extends Section> = (input: {
  value: AgentConfig[Name];
  version: number;
}) => Promise<ActionResult<SaveOutcome<Name>>>;

export type Stale<Value> = { theirs: Value; version: number };

type Options<Name extends Section> = {
  tenant: string;
  section: Name;
  saved: AgentConfig[Name];
  version: number;
  save: SaveSection<Name>;
};

const staleResult: ActionResult = {
  ok: false,
  code: 'conflict',
  message: 'Somebody else saved this in the meantime. Choose above which to keep.',
};

/** One section being edited: nothing typed is lost by a reload, a failed save or somebody else's save. */
export function useSectionEditor<Name extends Section>({ tenant, section, saved, version, save }: Options<Name>) {
  type Value = AgentConfig[Name];
  const router = useRouter();
  const [base, setBase] = useState({ value: saved, version });
  const [value, setValue] = useState<Value>(saved);
  const [stale, setStale] = useState<Stale<Value> | null>(null);
  // Counts what was thrown away, so that the form forgets the errors that went with it.
  const [round, setRound] = useState(0);
  const overruled = useRef<number | null>(null);
  const dirty = !sameValue(value, base.value);

  useUnsavedEdit({ tenant, section, value, version: base.version, dirty }, (edit) => {
    setValue(edit.value);
    // Saving still names the version that was read when the edit began: somebody may have saved since.
    setBase({ value: saved, version: edit.version });
  });
  useFollowServer({ value: saved, version }, !dirty, (next) => {
    setBase(next);
    setValue(next.value);
  });

  async function submit(): Promise<ActionResult<unknown>> {
    const against = overruled.current ?? base.version;
    overruled.current = null;
    const result = await save({ value, version: against });
    if (!result.ok) return { ...result, fields: withoutPrefix(result.fields) };
    if (result.data.kind === 'stale') {
      setStale(result.data);
      router.refresh();
      return staleResult;
    }

    setStale(null);
    setBase({ value, version: result.data.version });
    router.refresh();
    return result;
  }

  function takeTheirs() {
    if (!stale) return;
    setBase({ value: stale.theirs, version: stale.version });
    setValue(stale.theirs);
    setStale(null);
    setRound(round + 1);
  }

  /** The next save goes over what stands there now. */
  function keepMine() {
    overruled.current = stale?.version ?? null;
  }

  function discard() {
    setValue(base.value);
    setStale(null);
    setRound(round + 1);
  }

  return { section, value, setValue, saved: base.value, dirty, stale, round, submit, discard, takeTheirs, keepMine };
}

export type SectionEditor<Name extends Section> = ReturnType<typeof useSectionEditor<Name>>;

type Kept<Name extends Section> = {
  tenant: string;
  section: Name;
  value: AgentConfig[Name];
  version: number;
  dirty: boolean;
};

function useUnsavedEdit<Name extends Section>(
  { tenant, section, value, version, dirty }: Kept<Name>,
  restore: (edit: { value: AgentConfig[Name]; version: number }) => void,
) {
  const looked = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when the page opens.
  useEffect(() => {
    const edit = readUnsavedEdit(tenant, section);
    if (edit && hasShapeOf(section, edit.value)) restore({ value: edit.value, version: edit.version });
    looked.current = true;
  }, []);

  useEffect(() => {
    if (!looked.current) return;
    if (dirty) keepUnsavedEdit(tenant, section, { value, version });
    else forgetUnsavedEdit(tenant, section);
  }, [tenant, section, value, version, dirty]);

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}

/** A draft that was discarded or restored elsewhere shows here at once, unless something is being edited. */
function useFollowServer<Value>(
  server: { value: Value; version: number },
  mayFollow: boolean,
  follow: (next: { value: Value; version: number }) => void,
) {
  const seen = useRef(server.version);

  useEffect(() => {
    if (seen.current === server.version) return;
    seen.current = server.version;
    if (mayFollow) follow(server);
  });
}

/** Half-typed values may not parse; what matters is that they are of this section's kind. */
function hasShapeOf<Name extends Section>(section: Name, value: unknown): value is AgentConfig[Name] {
  if (typeof value !== 'object' || value === null) return false;
  const fields = Object.keys(sectionSchemas[section].shape);
  return fields.length === Object.keys(value).length && fields.every((field) => field in value);
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withoutPrefix(fields: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([path, text]) => [path.replace(/^value\./, ''), text]));
}
