import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rankPassages } from '@/lib/knowledge/rank';
import { findForMember } from '@/lib/knowledge/read';
import { addSource, storeFile } from '@/lib/knowledge/write';
import { systemClock } from '@/lib/platform/clock';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { makeLog } from '@/lib/platform/log';
import type { OutboundPolicy } from '@/lib/platform/outbound';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeJobStore } from '@/realtime-server/jobs/after-call';
import { makeReadKnowledge } from '@/realtime-server/jobs/knowledge';
import { websiteLimits } from '@/realtime-server/jobs/knowledge-website';
import type { Job } from '@/realtime-server/jobs/runner';
import { startDatabase, type TestDatabase } from '../../support/database';
import { makePdf } from '../../support/make-documents';
import { buildWorld, people, tenants } from '../../support/matrix-world';

const tenantId = mintTenantId(tenants.here);
const log = makeLog('test');

let database: TestDatabase;
let site: Server;
let origin: string;
let served: string[];
let robots: string;
const pageCount = 300;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  site = createServer((request, response) => {
    served.push(request.url ?? '');
    const html = (body: string) => response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    if (request.url === '/robots.txt') return response.writeHead(200).end(robots);
    const number = Number(/^\/page\/(\d+)$/.exec(request.url ?? '')?.[1] ?? 0);
    const links = Array.from({ length: 5 }, (_, index) => `<a href="/page/${number * 5 + index + 1}">on</a>`).join('');
    const away = '<a href="/secret">secret</a><a href="http://elsewhere.example/">away</a>';
    html(
      `<title>Page ${number}</title><nav>Menu</nav><h1>Page ${number}</h1><p>The price of service ${number} is ${number + 100} dollars.</p>${links}${away}`,
    );
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  origin = `http://shop.example:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  site?.close();
  await database?.close();
});
beforeEach(async () => {
  served = [];
  robots = 'User-agent: *\nDisallow: /secret\n';
  await database.sql`delete from public.jobs where kind = 'read_knowledge'`;
  await database.sql`delete from public.knowledge_sources where tenant_id = ${tenants.here} and title <> 'Prices'`;
});

/** Names of ours are this machine; whatever else is asked for is refused. */
const thisMachine: OutboundPolicy = {
  resolve: async (name) => (name === 'shop.example' ? ['127.0.0.1'] : ['10.0.0.1']),
  allowsAddress: (address) => address === '127.0.0.1',
  allowsPort: () => true,
  connect: ({ address, port }) => connect({ host: address, port }),
};

async function owner() {
  const { env } = await database.api();
  return memberDatabase(await mintMemberToken({ userId: mintUserId(people.owner), sessionVersion: 2 }, env), env);
}

/** Claims the next reading and does it, as a worker would; `until` is when that worker is killed. */
async function work({ until, limits = {} }: { until?: AbortSignal; limits?: Partial<typeof websiteLimits> } = {}) {
  const { env, source } = await database.api();
  const store = makeJobStore({ service: serviceDatabase(source), database: env });
  const [row] = await store.claim({ kinds: ['read_knowledge'], limit: 1, leaseSeconds: 60 });
  if (!row) return null;
  const read = makeReadKnowledge({
    ...{ embed: null, noteCosts: async () => {}, policy: thisMachine, clock: systemClock, log },
    limits: { ...websiteLimits, pauseMs: 0, ...limits },
  });
  const db = store.open(row);
  const signal = until ?? new AbortController().signal;
  const job: Job = { id: row.id, tenantId, payload: row.payload, db, isLastAttempt: false, signal };
  const outcome = await read(job).catch((error: unknown) => ({ error }));
  if (outcome === 'done') await store.finish(db);
  return outcome;
}

async function sourceRow(id: string) {
  const [row] =
    await database.sql`select state, error, progress_done as done, progress_total as total, chunk_count as chunks, in_use
    from public.knowledge_sources where id = ${id}`;
  return row;
}

describe('a website', () => {
  const add = async (id: string) =>
    addSource(await owner(), tenantId, { id, kind: 'website', title: 'Shop', location: `${origin}/page/0` });

  it('is read to its limit, page by page, and what robots.txt keeps back is not asked for', {
    timeout: 120_000,
  }, async () => {
    const id = '11111111-0000-4000-8000-000000000001';
    await add(id);
    expect(await work({ limits: { runMs: 100_000 } })).toBe('done');

    expect(await sourceRow(id)).toMatchObject({ state: 'ready', done: pageCount, total: pageCount, in_use: false });
    expect(served.filter((path) => path === '/secret')).toEqual([]);
    expect(new Set(served).size).toBe(served.length);
  });

  it('of 300 pages shows how far it is, goes on where a worker was killed, and reads no page again', {
    timeout: 120_000,
  }, async () => {
    const id = '11111111-0000-4000-8000-000000000002';
    await add(id);
    const killed = new AbortController();
    const limits = { runMs: 100_000 };
    const watch = setInterval(() => served.length > 150 && killed.abort(new Error('killed')), 1);
    expect(await work({ until: killed.signal, limits })).toMatchObject({ error: expect.anything() });
    clearInterval(watch);
    const halfway = await sourceRow(id);
    expect(halfway).toMatchObject({ state: 'reading', total: pageCount });
    expect(halfway?.done).toBeGreaterThan(100);
    expect(halfway?.done).toBeLessThan(pageCount);
    await database.sql`update public.jobs set locked_until = now() - interval '1 second' where kind = 'read_knowledge'`;

    expect(await work({ limits })).toBe('done');
    expect(await sourceRow(id)).toMatchObject({ state: 'ready', done: pageCount, total: pageCount, error: null });
    const pages = served.filter((path) => path.startsWith('/page/'));
    // The page under way when the worker died may have been asked for twice.
    expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(1);
  });

  it('rests when its time is over and is taken up again with what was saved', async () => {
    const id = '11111111-0000-4000-8000-000000000003';
    await add(id);
    const outcomes: unknown[] = [];
    while (outcomes.at(-1) !== 'done' && outcomes.length < 40)
      outcomes.push(await work({ limits: { pages: 12, runMs: 60 } }));

    expect(outcomes.filter((outcome) => outcome === 'ended').length).toBeGreaterThan(0);
    expect(await sourceRow(id)).toMatchObject({ state: 'ready', done: 12 });
  });

  it('that lies in a private network is refused, and the person is told', async () => {
    const id = '11111111-0000-4000-8000-000000000004';
    await addSource(await owner(), tenantId, {
      id,
      kind: 'website',
      title: 'Inside',
      location: 'http://router.internal/',
    });
    await work();

    expect(await sourceRow(id)).toMatchObject({
      state: 'failed',
      error: 'This address is not on the public internet.',
    });
  });
});

describe('a document', () => {
  const pdf = () =>
    makePdf(
      Array.from({ length: 200 }, (_, page) => [
        `Chapter ${page + 1}`,
        `Item ${page + 1} costs ${page + 500} dollars.`,
      ]),
    );

  it('of 200 pages is read with each passage on its page', { timeout: 120_000 }, async () => {
    const id = '11111111-0000-4000-8000-000000000005';
    const db = await owner();
    await storeFile(db, tenantId, id, pdf());
    await addSource(db, tenantId, { id, kind: 'file', title: 'Catalogue', location: 'catalogue.pdf' });
    expect(await work()).toBe('done');

    expect(await sourceRow(id)).toMatchObject({ state: 'ready', done: 200, total: 200, chunks: 200 });
    const found = await findForMember(db, tenantId, 'What does item 57 cost?');
    expect(found.find(({ body }) => body.includes('Item 57 costs'))).toMatchObject({ page: 57 });
  });

  it('of 200 pages shows how far it is, and is read on from the page where a worker was killed', {
    timeout: 120_000,
  }, async () => {
    const id = '11111111-0000-4000-8000-000000000008';
    const db = await owner();
    await storeFile(db, tenantId, id, pdf());
    await addSource(db, tenantId, { id, kind: 'file', title: 'Catalogue', location: 'catalogue.pdf' });
    const killed = new AbortController();
    const learned = async () => {
      const rows = await database.sql<{ id: string }[]>`select id from public.knowledge_chunks where source_id = ${id}`;
      return rows.map((row) => row.id);
    };
    const watch = setInterval(async () => {
      if ((await learned()).length > 40) killed.abort(new Error('killed'));
    }, 5);
    expect(await work({ until: killed.signal })).toMatchObject({ error: expect.anything() });
    clearInterval(watch);
    const before = await learned();
    expect(await sourceRow(id)).toMatchObject({ state: 'reading', total: 200, done: before.length });
    expect(before.length).toBeLessThan(200);
    await database.sql`update public.jobs set locked_until = now() - interval '1 second' where kind = 'read_knowledge'`;

    expect(await work()).toBe('done');
    const after = new Set(await learned());
    expect(after.size).toBe(200);
    // A page that were read again would have new passages.
    expect(before.filter((passage) => !after.has(passage)).length).toBeLessThanOrEqual(1);
  });

  it('that is none says so to whoever added it', async () => {
    const id = '11111111-0000-4000-8000-000000000006';
    const db = await owner();
    await storeFile(db, tenantId, id, new TextEncoder().encode('%PDF-1.4 and then nothing of the kind'));
    await addSource(db, tenantId, { id, kind: 'file', title: 'Broken', location: 'broken.pdf' });
    await work();

    expect(await sourceRow(id)).toMatchObject({ state: 'failed', error: 'This is not a PDF that can be opened.' });
  });
});

describe('a text', () => {
  it('is found by words of the same meaning and by words that are misspelled', async () => {
    const id = '11111111-0000-4000-8000-000000000007';
    const db = await owner();
    await addSource(db, tenantId, {
      ...{ id, kind: 'text' as const, title: 'Aligners', location: '' },
      content: '# Invisalign\nClear aligners cost from $3,200.\n# Parking\nThere are ten spaces behind the house.',
    });
    await work();

    const asked = 'how pricey is invisaline';
    const { hits, confidence } = rankPassages(asked, await findForMember(db, tenantId, asked));
    expect(hits[0]?.body).toContain('3,200');
    expect(confidence).not.toBe('none');
  });
});
