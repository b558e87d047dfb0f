import type { FactKind, Sentiment, SummaryOutcome, Urgency } from '@/lib/contracts/summary';

type Tone = 'neutral' | 'brand' | 'live' | 'waiting' | 'danger';

export const outcomeWords: Record<SummaryOutcome, { label: string; tone: Tone }> = {
  resolved: { label: 'Settled', tone: 'live' },
  needs_you: { label: 'Needs you', tone: 'brand' },
  unfinished: { label: 'Unfinished', tone: 'neutral' },
};

export const urgencyWords: Record<Urgency, { label: string; tone: Tone } | null> = {
  low: null,
  normal: null,
  high: { label: 'Urgent', tone: 'waiting' },
};

export const sentimentWords: Record<Sentiment, { label: string; tone: Tone } | null> = {
  positive: { label: 'Pleased', tone: 'neutral' },
  neutral: null,
  negative: { label: 'Displeased', tone: 'danger' },
};

export const factWords: Record<FactKind, string> = {
  name: 'Name',
  phone: 'Number',
  email: 'E-mail',
  address: 'Address',
  date: 'Day',
  time: 'Time',
  amount: 'Amount',
  reference: 'Reference',
  other: 'Noted',
};
