import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import type { KnowledgeFindings } from '@/lib/contracts/knowledge';
import { chunkText } from '@/lib/knowledge/chunk';
import { searchText } from '@/lib/knowledge/question';
import { type Candidate, rankPassages } from '@/lib/knowledge/rank';
import { databaseUrl, startPostgres } from '@/supabase/local/postgres';
import { freePort } from '../../tests/support/ports';
import { readMigrations } from '../../tests/support/sql';

const folder = path.join(import.meta.dirname, 'knowledge-set');
const stub = readFileSync(path.resolve(import.meta.dirname, '../../tests/support/auth-stub.sql'), 'utf8');
const goal = 0.9;

type Asked = { business: string; question: string; expected: string };
type Result = Asked & { place: number; findings: KnowledgeFindings; ms: number };

function readQuestions(business: string): Asked[] {
  const lines = readFileSync(path.join(folder, `${business}.txt`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [question = '', expected = ''] = line.split('|').map((part) => part.trim());
    return { business, question, expected };
  });
}

/** One business as a tenant of its own, its sources read by the chunker of the product. */
async function learn(sql: Sql, business: string): Promise<string> {
  const [tenant] =
    await sql`insert into public.tenants (slug, name) values (${`bench-${business}`}, ${business}) returning id`;
  const text = readFileSync(path.join(folder, `${business}.md`), 'utf8');
  for (const part of text.split(/^(?=# )/m).filter(Boolean)) {
    const title = part.slice(2, part.indexOf('\n'));
    const [source] = await sql`insert into public.knowledge_sources (tenant_id, kind, title, content, state)
      values (${tenant?.id}, 'text', ${title}, ${part}, 'ready') returning id`;
    const [page] = await sql`insert into public.knowledge_pages (source_id, tenant_id, number, state)
      values (${source?.id}, ${tenant?.id}, 1, 'read') returning id`;
    for (const [index, chunk] of chunkText(part, title).entries()) {
      await sql`insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
        values (${page?.id}, ${source?.id}, ${tenant?.id}, ${index + 1}, ${chunk.line}, ${chunk.topic}, ${chunk.body})`;
    }
  }
  return String(tenant?.id);
}

async function ask(sql: Sql, tenant: string, asked: Asked): Promise<Result> {
  const began = performance.now();
  const rows =
    await sql`select chunk_id as "chunkId", source_id as "sourceId", kind, title, page, page_title as "pageTitle", url,
    line, topic, body, headline, rank, closeness, embedding
    from private.find_knowledge(${tenant}, ${searchText(asked.question)}, 40)`;
  const findings = rankPassages(asked.question, rows as unknown as Candidate[]);
  const ms = performance.now() - began;
  const place = findings.hits.findIndex(({ topic }) => topic.endsWith(` › ${asked.expected}`)) + 1;
  return { ...asked, place, findings, ms };
}

function share(results: readonly Result[], within: number): string {
  const right = results.filter(({ place }) => place > 0 && place <= within).length;
  return `${((100 * right) / results.length).toFixed(1)} %`;
}

function report(results: readonly Result[]): void {
  for (const { business, question, expected, findings } of results.filter(({ place }) => place === 0)) {
    const got = findings.hits.map(({ topic }) => topic.split(' › ').at(-1)).join(', ') || 'nothing';
    console.log(`missed   ${business}: "${question}" wants "${expected}", found ${got}`);
  }
  const businesses = [...new Set(results.map(({ business }) => business))];
  for (const business of businesses) {
    const own = results.filter((result) => result.business === business);
    console.log(`${business.padEnd(12)} top 1 ${share(own, 1).padStart(7)}   top 3 ${share(own, 3).padStart(7)}`);
  }
  const times = results.map(({ ms }) => ms).sort((one, other) => one - other);
  console.log(`all ${results.length} questions, no key   top 1 ${share(results, 1)}   top 3 ${share(results, 3)}`);
  console.log(
    `each took ${times[times.length >> 1]?.toFixed(1)} ms, 95 % at most ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms`,
  );
}

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'foyer-knowledge-'));
  const place = { port: await freePort(), password: 'bench' };
  const settings = ['fsync=off', 'synchronous_commit=off'];
  const server = await startPostgres({
    ...place,
    dir: path.join(dir, 'postgres'),
    logFile: path.join(dir, 'log'),
    settings,
  });
  const sql = postgres(databaseUrl(place), { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(stub);
    for (const migration of readMigrations()) await sql.unsafe(migration.sql);
    const businesses = readdirSync(folder).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []));
    const results: Result[] = [];
    for (const business of businesses) {
      const tenant = await learn(sql, business);
      for (const asked of readQuestions(business)) results.push(await ask(sql, tenant, asked));
    }
    report(results);
    const inTopThree = results.filter((result) => result.place > 0).length / results.length;
    if (inTopThree < goal) process.exitCode = 1;
  } finally {
    await sql.end();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
