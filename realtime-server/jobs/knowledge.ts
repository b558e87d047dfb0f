import { readKnowledgePayloadSchema } from '@/lib/contracts/knowledge';
import type { Chunk } from '@/lib/knowledge/chunk';
import type { Embed } from '@/lib/knowledge/embed';
import {
  downloadFile,
  findSourceToRead,
  lastReadPage,
  listWaitingPages,
  type SourceToRead,
} from '@/lib/knowledge/read';
import type { ReadPage } from '@/lib/knowledge/read-file';
import { ReadingError } from '@/lib/knowledge/reading-error';
import { beginReading, finishReading, type PageToSave, restJob, savePage } from '@/lib/knowledge/write';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { type OutboundPolicy, publicInternet } from '@/lib/platform/outbound';
import type { NoteCosts } from './costs';
import { openReader, type Reader } from './knowledge-reader';
import { readWebsite, type WebsiteLimits, websiteLimits } from './knowledge-website';
import type { Handler, Job } from './runner';

type Deps = {
  /** Null: words alone decide what is found. */
  embed: Embed | null;
  noteCosts: NoteCosts;
  policy?: OutboundPolicy;
  limits?: WebsiteLimits;
  clock: Clock;
  log: Log;
};

/** A document rests after so long too; PDF pages that are saved are not read again. */
const documentRunMs = 60_000;

/** Reads a source page by page; a page that is saved stays saved, whatever becomes of the job. */
export function makeReadKnowledge({
  embed,
  noteCosts,
  policy = publicInternet,
  limits = websiteLimits,
  clock,
  log,
}: Deps): Handler {
  async function save(job: Job, page: PageToSave): Promise<boolean> {
    const chunks = await embedded(page.chunks, job);
    const isSaved = await savePage(job.db, { ...page, chunks });
    if (!isSaved) throw new Error('The source is gone, or the lease is lost.');
    return isSaved;
  }

  /** Without an embedding a passage is still found by its words. */
  async function embedded(chunks: Chunk[], { db, signal }: Job): Promise<PageToSave['chunks']> {
    if (!embed || chunks.length === 0) return chunks;
    const noted: Promise<void>[] = [];
    try {
      const vectors = await embed(
        chunks.map(({ topic, body }) => `${topic}\n${body}`),
        { signal, paid: (paid) => noted.push(noteCosts(db, paid)) },
      );
      return chunks.map((chunk, index) => ({ ...chunk, embedding: vectors[index] }));
    } catch (err) {
      log.warn({ err }, 'Passages were learned without embeddings');
      return chunks;
    } finally {
      await Promise.all(noted);
    }
  }

  async function readSite(job: Job, source: SourceToRead, reader: Reader): Promise<'done' | 'more'> {
    await beginReading(job.db, { pages: 1, url: source.location });
    return readWebsite({
      ...{ reader, policy, limits, clock, signal: job.signal, start: new URL(source.location) },
      since: source.readingSince ? new Date(source.readingSince) : clock.now(),
      waiting: (limit) => listWaitingPages(job.db, job.tenantId, source.id, limit),
      save: (page) => save(job, page),
    });
  }

  async function readDocument(job: Job, source: SourceToRead, reader: Reader): Promise<'done' | 'more'> {
    const restAt = clock.monotonicMs() + documentRunMs;
    const first = (await lastReadPage(job.db, job.tenantId, source.id)) + 1;
    let chunks = first - 1;
    for await (const page of pagesOf(job, source, reader, first)) {
      if (page.number === first) await beginReading(job.db, { pages: page.total });
      chunks += page.chunks.length;
      await save(job, { ...page, note: '', links: [], mostPages: page.total });
      job.signal.throwIfAborted();
      if (clock.monotonicMs() >= restAt && page.number < page.total) return 'more';
    }
    if (chunks === 0)
      throw new ReadingError('There are no words in it that can be read. A scan is a picture, not text.');
    return 'done';
  }

  return async (job) => {
    const { sourceId } = readKnowledgePayloadSchema.parse(job.payload);
    const source = await findSourceToRead(job.db, job.tenantId, sourceId);
    if (!source) return 'done';

    const reader = openReader(clock);
    try {
      const read = source.kind === 'website' ? readSite : readDocument;
      if ((await read(job, source, reader)) === 'more') {
        await restJob(job.db);
        return 'ended';
      }
      await finishReading(job.db, null);
    } catch (err) {
      if (!(err instanceof ReadingError)) throw err;
      log.info({ err, kind: source.kind }, 'A source cannot be read');
      await finishReading(job.db, err.message);
    } finally {
      await reader.close();
    }
    return 'done';
  };
}

async function* pagesOf(job: Job, source: SourceToRead, reader: Reader, first: number): AsyncGenerator<ReadPage> {
  if (source.kind === 'text') {
    if (first === 1) yield await reader.readText(source.title, source.content ?? '');
    return;
  }
  const bytes = await downloadFile(job.db, job.tenantId, source.id);
  yield* reader.readFile(source.location, bytes, first);
}
