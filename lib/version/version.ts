import type { AgentConfig, Section } from '@/lib/contracts/agent-config';

export type VersionSummary = {
  number: number;
  note: string;
  authorName: string;
  publishedAt: string;
  isLive: boolean;
};

export type Version = VersionSummary & { config: AgentConfig };

/** A stale save is an answer, not a failure: the person chooses between the two. */
export type SaveOutcome<Name extends Section = Section> =
  | { kind: 'saved'; version: number }
  | { kind: 'stale'; version: number; theirs: AgentConfig[Name] };
