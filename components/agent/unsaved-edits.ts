import type { Section } from '@/lib/contracts/agent-config';

/** Edits that are typed but not saved, kept in this tab alone so that a reload loses nothing. */
export type UnsavedEdit = { value: unknown; version: number };

const keyOf = (tenant: string, section: Section) => `foyer:edit:${tenant}:${section}`;

export function readUnsavedEdit(tenant: string, section: Section): UnsavedEdit | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(tenant, section)) ?? 'null');
    return isEdit(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function keepUnsavedEdit(tenant: string, section: Section, edit: UnsavedEdit): void {
  try {
    sessionStorage.setItem(keyOf(tenant, section), JSON.stringify(edit));
  } catch {
    // A full or forbidden store costs only the survival of a reload.
  }
}

export function forgetUnsavedEdit(tenant: string, section: Section): void {
  try {
    sessionStorage.removeItem(keyOf(tenant, section));
  } catch {
    // Nothing was kept where nothing may be removed.
  }
}

function isEdit(stored: unknown): stored is UnsavedEdit {
  return typeof stored === 'object' && stored !== null && 'value' in stored && 'version' in stored;
}
