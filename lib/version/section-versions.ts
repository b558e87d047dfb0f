import { z } from 'zod';
import { type Section, sections } from '@/lib/contracts/agent-config';

/** How often each section was saved: a save names the number it has read. */
export type SectionVersions = Partial<Record<Section, number>>;

export const sectionVersionSchema = z.number().int().nonnegative();
export const sectionVersionsSchema = z.partialRecord(z.enum(sections), sectionVersionSchema);

export function versionOf(versions: SectionVersions, section: Section): number {
  return versions[section] ?? 0;
}
