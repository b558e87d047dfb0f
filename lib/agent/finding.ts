import type { Section } from '@/lib/contracts/agent-config';

export type Finding = {
  section: Section;
  /** A blocker keeps the draft from being published; a problem is heard by callers; a note is worth knowing. */
  weight: 'blocker' | 'problem' | 'note';
  sentence: string;
};

export function problem(section: Section, sentence: string): Finding {
  return { section, weight: 'problem', sentence };
}

export function note(section: Section, sentence: string): Finding {
  return { section, weight: 'note', sentence };
}
