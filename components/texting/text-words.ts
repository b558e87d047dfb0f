import type { StatusTone } from '@/components/ui/status';
import type { ShownText, TextView } from '@/lib/text/conversation';

const states: Record<ShownText['status'], { tone: StatusTone; word: string }> = {
  queued: { tone: 'waiting', word: 'On its way' },
  sent: { tone: 'neutral', word: 'Sent' },
  delivered: { tone: 'live', word: 'Delivered' },
  failed: { tone: 'danger', word: 'Not delivered' },
  received: { tone: 'brand', word: 'Received' },
};

export const stateOf = ({ status }: Pick<ShownText, 'status'>) => states[status];

const ownLabels: Record<string, string> = {
  'auto-reply': 'Answered by itself',
  stop: 'Answer to STOP',
  start: 'Answer to START',
  help: 'Answer to HELP',
};

/** What kind of text it is, in the owner's words; a template has its own name. */
export function labelOf({ label, keyword }: Pick<ShownText, 'label' | 'keyword'>): string {
  if (keyword === 'stop') return 'Wants no more texts';
  if (keyword === 'start') return 'Wants texts again';
  if (keyword === 'help') return 'Asked for help';
  return ownLabels[label] ?? label;
}

export const viewWords: Record<Exclude<TextView, 'all'>, string> = {
  received: 'Came in',
  failed: 'Not delivered',
  stopped: 'Want no texts',
};
