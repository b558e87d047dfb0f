import { z } from 'zod';

export const inboxKinds = ['message', 'follow_up', 'appointment', 'text', 'notice', 'promise'] as const;
export type InboxKind = (typeof inboxKinds)[number];

export const inboxMarks = ['read', 'unread', 'handled', 'open'] as const;
export type InboxMark = (typeof inboxMarks)[number];

export const markInboxInputSchema = z.strictObject({
  items: z.array(z.uuid()).min(1).max(200),
  as: z.enum(inboxMarks),
});
