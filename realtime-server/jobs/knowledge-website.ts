import type { WaitingPage } from '@/lib/knowledge/read';
import { ReadingError } from '@/lib/knowledge/reading-error';
import { everythingAllowed, nothingAllowed, type Robots, readRobots } from '@/lib/knowledge/robots';
import { isSameSite, linksWithin, plainAddress } from '@/lib/knowledge/web-address';
import type { PageToSave } from '@/lib/knowledge/write';
import type { Clock } from '@/lib/platform/clock';
import { getFromOutside, OutboundError, type OutboundPolicy } from '@/lib/platform/outbound';
import type { Reader } from './knowledge-reader';

export type WebsiteLimits = {
  pages: number;
  depth: number;
  pageBytes: number;
  pageMs: number;
  /** Between two pages, when the site asks for nothing more. */
  pauseMs: number;
  /** From the first page to the last, over every run. */
  totalMs: number;
  /** Of one run; then the job rests and lets others work. */
  runMs: number;
};
export const websiteLimits: WebsiteLimits = {
  pages: 300,
  depth: 4,
  pageBytes: 2 * 1024 * 1024,
  pageMs: 15_000,
  pauseMs: 250,
  totalMs: 30 * 60_000,
  runMs: 30_000,
};
const agent = 'FoyerBot';
const robotsBytes = 512 * 1024;

type Site = {
  start: URL;
  waiting(limit: number): Promise<WaitingPage[]>;
  save(page: PageToSave): Promise<boolean>;
  reader: Reader;
  policy: OutboundPolicy;
  limits: WebsiteLimits;
  clock: Clock;
  signal: AbortSignal;
  /** When the reading of this round began, over every run. */
  since: Date;
};

type Fetched = { url: URL; html: string } | { skip: string };

/** Reads waiting pages one after the other until none waits, or until it is time to rest. */
export async function readWebsite(site: Site): Promise<'done' | 'more'> {
  const { limits, clock, signal } = site;
  const restAt = clock.monotonicMs() + limits.runMs;
  const robots = await fetchRobots(site);

  for (;;) {
    const [page] = await site.waiting(1);
    if (!page) return 'done';
    if (clock.now().getTime() - site.since.getTime() > limits.totalMs) return 'done';
    if (clock.monotonicMs() >= restAt) return 'more';
    signal.throwIfAborted();
    if (!(await site.save(await readPage(page, site, robots)))) signal.throwIfAborted();
    await pause(Math.max(limits.pauseMs, robots.delayMs), site);
  }
}

async function readPage(waiting: WaitingPage, site: Site, robots: Robots): Promise<PageToSave> {
  const { limits } = site;
  const page = { number: waiting.number, title: '', note: '', chunks: [], links: [], mostPages: limits.pages };
  const fetched = await fetchPage(new URL(waiting.url ?? site.start), site, robots);
  if ('skip' in fetched) {
    // A site whose first page cannot be read has nothing to offer: that is said where the source stands.
    if (waiting.number === 1) throw new ReadingError(fetched.skip);
    return { ...page, note: fetched.skip };
  }
  try {
    const { title, chunks, links, mayKeep } = await site.reader.readWebPage(fetched.html);
    const onward = waiting.depth < limits.depth ? linksWithin(fetched.url, links) : [];
    const note = mayKeep ? '' : 'The page asks not to be kept.';
    return { ...page, title, note, chunks, links: onward.filter((link) => robots.allows(pathOf(new URL(link)))) };
  } catch (error) {
    if (error instanceof ReadingError) return { ...page, note: error.message };
    throw error;
  }
}

async function fetchPage(url: URL, site: Site, robots: Robots): Promise<Fetched> {
  if (!robots.allows(pathOf(url))) return { skip: 'The site asks that this page is not read (robots.txt).' };
  try {
    const answer = await getFromOutside(url, {
      ...outbound(site, site.limits.pageBytes),
      mayFollow: (next) => isSameSite(site.start, next) && robots.allows(pathOf(next)),
    });
    if (answer.status !== 200) return { skip: `The page answered ${answer.status}.` };
    if (!/^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i.test(answer.contentType)) {
      return { skip: 'This is no page of text.' };
    }
    return { url: new URL(plainAddress(answer.url)), html: decode(answer.body, answer.contentType) };
  } catch (error) {
    site.signal.throwIfAborted();
    if (error instanceof OutboundError) return { skip: error.message };
    throw error;
  }
}

/** No rules are no prohibition; a server in trouble is one, for now. */
async function fetchRobots(site: Site): Promise<Robots> {
  try {
    const { status, body } = await getFromOutside(new URL('/robots.txt', site.start), {
      ...outbound(site, robotsBytes),
      mayFollow: (next) => isSameSite(site.start, next),
    });
    if (status >= 500) return nothingAllowed;
    return status === 200 ? readRobots(body.toString('utf8'), agent) : everythingAllowed;
  } catch (error) {
    site.signal.throwIfAborted();
    if (error instanceof OutboundError) return everythingAllowed;
    throw error;
  }
}

function outbound({ policy, limits, signal }: Site, maxBytes: number) {
  const headers = { 'user-agent': `Mozilla/5.0 (compatible; ${agent}/1.0)`, accept: 'text/html, text/plain;q=0.8' };
  return { policy, maxBytes, timeoutMs: limits.pageMs, maxRedirects: 5, headers, signal };
}

function decode(body: Buffer, contentType: string): string {
  const named =
    /charset="?([\w-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset="?([\w-]+)/i.exec(body.toString('latin1', 0, 2_048))?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(body);
  } catch {
    return body.toString('utf8');
  }
}

const pathOf = ({ pathname, search }: URL) => `${pathname}${search}`;

function pause(ms: number, { clock, signal }: Site): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
