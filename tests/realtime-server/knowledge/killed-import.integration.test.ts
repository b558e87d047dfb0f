import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findForMember, findSource } from '@/lib/knowledge/read';
import type { Source } from '@/lib/knowledge/source';
import { addSource, storeFile } from '@/lib/knowledge/write';
import { type DbAndStorage, memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { readerLimits } from '@/realtime-server/jobs/knowledge-reader';
import { websiteLimits } from '@/realtime-server/jobs/knowledge-website';
import { startDatabase, type TestDatabase } from '../../support/database';
import { makePdf } from '../../support/make-documents';
import { buildWorld, people, tenants } from '../../support/matrix-world';

const tenantId = mintTenantId(tenants.here);
const pages = 300;
/** Larger than what is read of a page. */
const swollen = 7;
const lookEveryMs = 20;

let database: TestDatabase;
let owner: DbAndStorage;
let site: Server;
let origin: string;
let asked: string[];
let swollenBytes = 0;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  await database.sql`delete from public.jobs where kind = 'read_knowledge'`;
  const { env } = await database.api();
  owner = memberDatabase(await mintMemberToken({ userId: mintUserId(people.owner), sessionVersion: 2 }, env), env);

  site = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/robots.txt') return response.writeHead(404).end();
    const number = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0);
    response.writeHead(200, { 'content-type': 'text/html' });
    // Ten ways on from each page: there is no end to it.
    const links = Array.from({ length: 10 }, (_, index) => `<a href="/page/${number * 10 + index + 1}">on</a>`).join(
      '',
    );
    response.write(`<title>Page ${number}</title><p>Service ${number} costs ${number + 1_000} dollars.</p>${links}`);
    if (number !== swollen) return response.end();
    const more = () => {
      for (let room = true; room && !response.destroyed; swollenBytes += 65_536)
        room = response.write(' '.repeat(65_536));
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  origin = `http://shop.example:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  site?.closeAllConnections();
  site?.close();
  await database?.close();
});

type Worker = { process: ChildProcess; grewMb(): number };

async function startWorker(): Promise<Worker> {
  const { source } = await database.api();
  const file = path.resolve(import.meta.dirname, '../../support/knowledge-worker.ts');
  const child = fork(file, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...source }, stdio: 'ignore' });
  const sizes: number[] = [];
  child.on('message', (told: { rssMb: number }) => sizes.push(told.rssMb));
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return { process: child, grewMb: () => Math.max(...sizes) - (sizes[0] ?? 0) };
}

async function kill({ process: child }: Worker): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Has it read by one process after the other, each killed when so many pages are done; gives what the owner saw on the way. */
async function readAndKill(id: string, killAt: number[]): Promise<{ seen: Source[]; grewMb: number }> {
  const seen: Source[] = [];
  const kills = [...killAt];
  let grewMb = 0;
  let worker = await startWorker();
  for (;;) {
    const source = await findSource(owner, tenantId, id);
    if (source) seen.push(source);
    if (!source || source.state === 'ready' || source.state === 'failed') break;
    if (source.progressDone >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
      kills.shift();
      grewMb = Math.max(grewMb, worker.grewMb());
      await kill(worker);
      worker = await startWorker();
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  grewMb = Math.max(grewMb, worker.grewMb());
  await kill(worker);
  return { seen, grewMb };
}

async function attempts(): Promise<number> {
  const [job] =
    await database.sql`select attempts from public.jobs where kind = 'read_knowledge' order by created_at desc limit 1`;
  return job?.attempts;
}

it('a site of 300 pages is read through two kills -9: the owner sees it grow, no page is learned twice, no limit is passed', {
  timeout: 120_000,
}, async () => {
  const id = '22222222-0000-4000-8000-000000000001';
  asked = [];
  await addSource(owner, tenantId, { id, kind: 'website', title: 'Shop', location: `${origin}/page/0` });

  const { seen, grewMb } = await readAndKill(id, [100, 200]);

  const done = seen.map(({ progressDone }) => progressDone);
  expect(seen.at(-1)).toMatchObject({ state: 'ready', error: null, progressDone: pages, progressTotal: pages });
  expect(done).toEqual(done.toSorted((one, other) => one - other));
  expect(new Set(done).size).toBeGreaterThan(30);
  expect(Math.max(...seen.map(({ progressTotal }) => progressTotal))).toBe(websiteLimits.pages);
  expect(await attempts()).toBe(3);

  const learned = await database.sql<{ url: string; passages: number; note: string }[]>`
    select pages.url, pages.note, count(chunks.id)::int as passages from public.knowledge_pages pages
    left join public.knowledge_chunks chunks on chunks.page_id = pages.id where pages.source_id = ${id} group by 1, 2`;
  expect(
    learned
      .map(({ passages }) => passages)
      .toSorted()
      .slice(0, 2),
  ).toEqual([0, 1]);
  expect(Math.max(...learned.map(({ passages }) => passages))).toBe(1);
  expect(learned.find(({ passages }) => passages === 0)).toMatchObject({ url: `${origin}/page/${swollen}` });
  const read = asked.filter((place) => place.startsWith('/page/'));
  // Only a page that was under way when a worker died may have been asked for again.
  expect(read.length - new Set(read).size).toBeLessThanOrEqual(2);
  expect(swollenBytes).toBeLessThan(8 * websiteLimits.pageBytes);
  expect(grewMb).toBeLessThan(readerLimits.growthMb);
});

it('a PDF of 200 pages is read through two kills -9: the owner sees it grow, and each page is learned once, in its place', {
  timeout: 120_000,
}, async () => {
  const id = '22222222-0000-4000-8000-000000000002';
  const text = (page: number) =>
    Array.from({ length: 40 }, (_, line) => `Line ${line + 1} of chapter ${page} tells of it.`);
  const catalogue = makePdf(
    Array.from({ length: 200 }, (_, page) => [`Item ${page + 1} costs ${page + 500} dollars.`, ...text(page + 1)]),
  );
  await storeFile(owner, tenantId, id, catalogue);
  await addSource(owner, tenantId, { id, kind: 'file', title: 'Catalogue', location: 'catalogue.pdf' });

  const { seen, grewMb } = await readAndKill(id, [60, 130]);

  const done = seen.map(({ progressDone }) => progressDone);
  expect(seen.at(-1)).toMatchObject({ state: 'ready', error: null, progressDone: 200, progressTotal: 200 });
  expect(done).toEqual(done.toSorted((one, other) => one - other));
  expect(new Set(done).size).toBeGreaterThan(15);
  expect(await attempts()).toBe(3);
  const [twice] = await database.sql`
    select count(*)::int as n from (select body from public.knowledge_chunks where source_id = ${id} group by body having count(*) > 1) as twice`;
  expect(twice?.n).toBe(0);
  const found = await findForMember(owner, tenantId, 'What does item 157 cost?');
  expect(found.find(({ body }) => body.includes('Item 157 costs 656 dollars'))).toMatchObject({ page: 157 });
  expect(grewMb).toBeLessThan(readerLimits.growthMb);
});
