import { type InboxKind, inboxKinds } from '@/lib/contracts/inbox';

/** Something that waits for a person, or waited once. */
export type InboxItem = {
  id: string;
  kind: InboxKind;
  /** Null where no call is behind it. */
  callId: string | null;
  title: string;
  /** What was left to pass on, or what else is to be done. */
  text: string;
  callbackNumber: string | null;
  urgent: boolean;
  createdAt: string;
  unread: boolean;
  handled: { at: string; by: string } | null;
};

export const inboxViews = ['open', 'handled', 'all'] as const;
export type InboxView = (typeof inboxViews)[number];
export type InboxFilter = { view: InboxView; kind: InboxKind | null; urgentOnly: boolean; page: number };

type Params = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => [value ?? ''].flat()[0] ?? '';

/** What the address asks for; whatever it says that is nothing, is nothing. */
export function readInboxFilter(params: Params): InboxFilter {
  const view = inboxViews.find((known) => known === first(params.view)) ?? 'open';
  const kind = inboxKinds.find((known) => known === first(params.kind)) ?? null;
  const page = Number(/^[1-9]\d{0,3}$/.exec(first(params.page))?.[0] ?? 1);
  return { view, kind, urgentOnly: first(params.urgent) === 'yes', page };
}
