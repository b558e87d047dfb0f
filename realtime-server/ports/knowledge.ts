import type { KnowledgeFindings } from '@/lib/contracts/knowledge';

/** What one call may look up: its own business's knowledge, and where it writes down what was not there. */
export type CallKnowledge = {
  find(question: string): Promise<KnowledgeFindings>;
  /** Returns at once. `second`: how long the call had lasted. */
  noteGap(question: string, second: number): void;
};
