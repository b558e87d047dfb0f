import type { UsageCost } from '@/lib/usage/usage';

type CostName = { key: Exclude<keyof UsageCost, 'microDollars'>; label: string; help: string; isRare?: true };

/** What money goes to, in plain words. What is rare is named only where it cost something. */
export const costNames: readonly CostName[] = [
  { key: 'audio', label: 'AI audio', help: 'What the agent heard and said' },
  { key: 'text', label: 'AI text', help: 'Instructions, knowledge and notes that the model read' },
  { key: 'cached', label: 'AI cached input', help: 'What the model had read before, at a lower price' },
  { key: 'transcription', label: 'Transcription', help: 'The caller’s words, written down' },
  { key: 'carrier', label: 'Carrier', help: 'Minutes on the line, each begun one in full' },
  { key: 'clips', label: 'Greetings', help: 'Spoken ahead, so that callers hear them at once', isRare: true },
  { key: 'texts', label: 'Text messages', help: 'Sent and received, by what the carrier takes for each', isRare: true },
  { key: 'summaries', label: 'Summaries', help: 'Calls summed up by a model when they are over', isRare: true },
  { key: 'embeddings', label: 'Knowledge search', help: 'Reading what you teach, and looking it up', isRare: true },
];

export function namedCosts(cost: UsageCost): CostName[] {
  return costNames.filter(({ key, isRare }) => !isRare || cost[key] !== 0);
}
