import type { KnowledgeGapStatus, KnowledgeKind, KnowledgePageState, KnowledgeState } from '@/lib/contracts/knowledge';

export type Source = {
  id: string;
  kind: KnowledgeKind;
  title: string;
  location: string;
  state: KnowledgeState;
  inUse: boolean;
  progressDone: number;
  progressTotal: number;
  error: string | null;
  chunkCount: number;
  readAt: string | null;
};

export type Passage = { id: string; line: number; topic: string; body: string };

export type SourcePage = {
  id: string;
  number: number;
  url: string | null;
  title: string;
  state: KnowledgePageState;
  note: string;
  inUse: boolean;
  chunkCount: number;
};

export type Gap = {
  id: string;
  question: string;
  askedCount: number;
  firstAt: string;
  lastAt: string;
  status: KnowledgeGapStatus;
  /** The newest calls in which it was asked. */
  calls: { callId: string; second: number; at: string }[];
};
