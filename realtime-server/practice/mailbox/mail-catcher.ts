import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Log } from '@/lib/platform/log';

export type Mail = {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
};

export type Mailbox = {
  listen(port: number, host: string): Promise<number>;
  /** Newest first. */
  list(to?: string): Promise<Mail[]>;
  find(id: string): Promise<Mail | null>;
  close(): Promise<void>;
};

const mostBytes = 10 * 1024 * 1024;
const mostMails = 500;
const fileName = /^[0-9]{15}-[0-9a-f]{12}\.eml$/;

async function readMail(folder: string, name: string): Promise<Mail> {
  const parsed = await PostalMime.parse(await readFile(path.join(folder, name)));
  const recipients = [...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])];
  return {
    id: name.replace('.eml', ''),
    receivedAt: new Date(Number(name.slice(0, 15))).toISOString(),
    from: parsed.from?.address ?? '',
    to: recipients.map(({ address }) => address ?? '').filter(Boolean),
    subject: parsed.subject ?? '(no subject)',
    text: parsed.text ?? '',
    html: parsed.html ?? null,
  };
}

/** Catches every mail and delivers none: each is a file, so that it is still there tomorrow. */
export function openMailbox(dataDir: string, log: Log): Mailbox {
  const folder = path.join(dataDir, 'mail');

  async function keep(mail: Buffer): Promise<void> {
    await mkdir(folder, { recursive: true });
    const name = `${String(Date.now()).padStart(15, '0')}-${randomBytes(6).toString('hex')}`;
    await writeFile(path.join(folder, `${name}.part`), mail, { mode: 0o600 });
    await rename(path.join(folder, `${name}.part`), path.join(folder, `${name}.eml`));
    const names = await mailNames();
    for (const old of names.slice(mostMails)) await rm(path.join(folder, old), { force: true });
  }

  async function mailNames(): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names
      .filter((name) => fileName.test(name))
      .sort()
      .reverse();
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: mostBytes,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'practice' }),
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('The mail is too large.'), { responseCode: 552 }));
        keep(Buffer.concat(pieces)).then(() => done(), done);
      });
    },
  });
  server.on('error', (error) => log.warn({ err: error }, 'The practice mail catcher had a problem'));

  return {
    listen(port, host) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        const socket = server.listen(port, host, () => {
          server.off('error', reject);
          resolve((socket.address() as AddressInfo).port);
        });
      });
    },
    async list(to) {
      const mails = await Promise.all((await mailNames()).map((name) => readMail(folder, name)));
      return to === undefined ? mails : mails.filter((mail) => mail.to.includes(to));
    },
    async find(id) {
      const name = `${id}.eml`;
      if (!fileName.test(name)) return null;
      return readMail(folder, name).catch(() => null);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
