import type { Log } from '@/lib/platform/log';
import { sizeOfText } from '@/lib/text/segments';
import { type Account, askWebhook } from '../carrier/webhook';
import type { PracticeClock } from '../clock';
import { openTextStore, type PracticeText } from './text-store';

type Deps = { account: Account; dataDir: string; realtimeUrl: string; clock: PracticeClock; log: Log };
export type OutgoingText = { from: string; to: string; body: string; statusCallback: string | null };

export type PracticeTexts = {
  list(): PracticeText[];
  /** Takes one as the carrier does: it says at once that it has it, and later how it went. */
  send(text: OutgoingText): PracticeText;
  /** As a telephone would: a signed webhook, whose answer comes back to that telephone. */
  receive(text: { from: string; to: string; body: string }): Promise<PracticeText>;
};

/** An answer takes a moment on its way to a telephone. */
const stepMs = 400;
const marks: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

export function makePracticeTexts({ account, dataDir, realtimeUrl, clock, log }: Deps): PracticeTexts {
  const store = openTextStore(dataDir);

  function report(text: PracticeText, url: string, left: string[]): void {
    const [status, ...later] = left;
    if (!status) return;
    clock.after(stepMs, () => {
      store.setStatus(text.sid, status);
      const told = { MessageSid: text.sid, SmsSid: text.sid, MessageStatus: status, From: text.from, To: text.to };
      askWebhook(account, url, { ...told, AccountSid: account.sid, ApiVersion: '2010-04-01' })
        .catch((err) => log.warn({ err }, 'Nobody heard how a practice text went'))
        .finally(() => report(text, url, later));
    });
  }

  return {
    list: store.list,

    send({ from, to, body, statusCallback }) {
      const text = store.add({ direction: 'outbound-api', from, to, body, status: 'queued' });
      if (statusCallback) report(text, statusCallback, ['sent', 'delivered']);
      return text;
    },

    async receive({ from, to, body }) {
      const text = store.add({ direction: 'inbound', from, to, body, status: 'received' });
      const answer = await askWebhook(account, `${realtimeUrl}/phone/incoming-text`, {
        MessageSid: text.sid,
        SmsSid: text.sid,
        AccountSid: account.sid,
        From: from,
        To: to,
        Body: body,
        NumMedia: '0',
        NumSegments: String(sizeOfText(body).segments),
        ApiVersion: '2010-04-01',
      });
      for (const reply of repliesIn(answer.body)) {
        store.add({ direction: 'outbound-reply', from: to, to: from, body: reply, status: 'delivered' });
      }
      return text;
    },
  };
}

function repliesIn(twiml: string): string[] {
  return [...twiml.matchAll(/<Message>([\s\S]*?)<\/Message>/g)].map(([, words = '']) =>
    words.replace(/&(?:amp|lt|gt|quot|apos);/g, (mark) => marks[mark] ?? mark),
  );
}
