import { z } from 'zod';
import { type Section, sections } from '@/lib/contracts/agent-config';

/** How often each section was saved: a save names the number it has read. */
export type SectionVersions = Partial<Record<Section, number>>;

export const sectionVersionsSchema = z.partialRecord(z.enum(sections), z.number().int().nonnegative());

export function versionOf(versions: SectionVersions, section: Section): number {
  return versions[section] ?? 0;
}
