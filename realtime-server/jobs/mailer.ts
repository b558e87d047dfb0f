import { createTransport } from 'nodemailer';
import type { ClaimedMail } from '@/lib/mail/write';

const timeoutMs = 10_000;

/** Hands one mail to the server at `smtpUrl`. The id makes a second delivery after a crash recognisable. */
export function makeMailer({ smtpUrl, from }: { smtpUrl: string; from: string }) {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return async function send(mail: ClaimedMail): Promise<void> {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@foyer>`,
    });
  };
}
