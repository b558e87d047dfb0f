import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { noteTextStatus } from '@/lib/text/write';
import { type Answer, answerOf, type SignedForm } from './signed-form';

const onTheWay = ['queued', 'accepted', 'scheduled', 'sending', 'receiving', 'received'] as const;

const statusSchema = z.object({
  MessageSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  MessageStatus: z.enum([...onTheWay, 'sent', 'delivered', 'read', 'undelivered', 'failed', 'canceled']),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

type Final = 'sent' | 'delivered' | 'failed';
const meanings: Partial<Record<z.infer<typeof statusSchema>['MessageStatus'], Final>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

const problems: Record<string, string> = {
  30003: 'The telephone was off or out of reach.',
  30004: 'The number refuses our texts.',
  30005: 'The number is not in use.',
  30006: 'The number is a landline, which gets no texts.',
  30007: 'The network took it for spam.',
  30034: 'Our number is not registered for texts in the United States.',
};

/** The carrier's account of a text of ours, in any order and any number of copies. */
export function makeTextStatus({ service, log }: { service: Db; log: Log }) {
  return async function textStatus(params: SignedForm, url: string): Promise<Answer> {
    const textId = z.uuid().safeParse(new URL(url, 'http://carrier').searchParams.get('text'));
    const said = statusSchema.safeParse(params);
    if (!said.success || !textId.success) return answerOf(400, 'Bad request.');
    const { MessageSid: sid, MessageStatus, ErrorCode = '' } = said.data;
    const status = meanings[MessageStatus];
    if (!status) return answerOf(204, '');

    const problem = problems[ErrorCode] ?? `The network did not bring it there${ErrorCode && ` (${ErrorCode})`}.`;
    try {
      await noteTextStatus(service, { textId: textId.data, sid, status, problem });
      return answerOf(204, '');
    } catch (err) {
      log.error({ err, messageSid: sid }, 'The state of a text was not noted');
      return answerOf(503, 'Try again.');
    }
  };
}
