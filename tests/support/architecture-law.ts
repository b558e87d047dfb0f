import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const folders = ['app', 'components', 'lib', 'realtime-server', 'supabase', 'scripts'];
const generated = 'lib/platform/database.types.ts';
const hardStop = 300;

type Rule = { from: RegExp; may: RegExp[]; never?: RegExp[] };

const contracts = /^lib\/contracts\//;
const platform = /^lib\/platform\//;
const portalDoor = /^lib\/portal\//;
const tables = /\/(read|write)$/;
const ports = /^realtime-server\/ports\//;
const practice = /^realtime-server\/practice\//;
const rooms = /^realtime-server\/(?!practice\/)/;
const lib = /^lib\//;
const session = /^realtime-server\/session\//;

const own = (folder: string) => new RegExp(`^${folder}/`);

/** The most specific first: a file obeys the first rule that it falls under. */
function ruleOf(file: string): Rule | undefined {
  const noun = /^lib\/([^/]+)\//.exec(file)?.[1];
  const room = /^realtime-server\/([^/]+)\//.exec(file)?.[1];
  const rules: Rule[] = [
    { from: contracts, may: [contracts] },
    { from: platform, may: [contracts, platform] },
    { from: portalDoor, may: [lib] },
    { from: /^lib\/agent\//, may: [lib], never: [portalDoor, tables] },
    { from: lib, may: [contracts, platform, own(`lib/${noun}`)] },
    { from: /^components\//, may: [/^components\//, lib], never: [portalDoor, tables, /service-database$/] },
    { from: /^app\//, may: [/^app\//, /^components\//, lib] },
    { from: ports, may: [contracts, platform, ports] },
    { from: practice, may: [practice, ports, lib], never: [portalDoor] },
    { from: session, may: [rooms, lib], never: [portalDoor] },
    { from: /^realtime-server\/[^/]+\//, may: [own(`realtime-server/${room}`), ports, lib], never: [portalDoor] },
    { from: /^realtime-server\//, may: [rooms, lib], never: [portalDoor] },
    { from: /^supabase\/local\//, may: [/^supabase\/local\//, platform] },
    {
      from: /^scripts\//,
      may: [/^scripts\//, /^supabase\/local\//, lib, practice, /^tests\/support\//],
      never: [portalDoor],
    },
  ];
  return rules.find((rule) => rule.from.test(file));
}

const nextAllowed = [/^app\//, /^components\//, portalDoor];
const gates = [
  portalDoor,
  /^lib\/admission\/write\.ts$/,
  /^realtime-server\/(admission|browser|phone|jobs)\//,
  // What a gate minted, read back from the spool after a restart.
  /^realtime-server\/transcript\/record-keeper\.ts$/,
];
const serviceKeyReader = 'lib/platform/service-database.ts';
const running = [/^app\//, /^components\//, lib, /^realtime-server\//];

const importing = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"\n]+)['"]/g;
const tableName = /(?<!\b(?:Array|Buffer|Uint8Array|Int16Array|Object|Readable))\.from\(\s*['"`][a-z_]+['"`]\s*\)/;
const minting = /\bmint(?:Tenant|User|Call)Id\b/;
const goodName = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*$/;
const emptyNames = new Set(['utils', 'util', 'helpers', 'helper', 'misc', 'manager', 'common', 'types', 'shared']);

const matches = (patterns: readonly RegExp[], text: string) => patterns.some((pattern) => pattern.test(text));

function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  return null;
}

function* wrongImports(file: string, source: string): Generator<string> {
  const rule = ruleOf(file);
  for (const [, specifier = ''] of source.matchAll(importing)) {
    const target = targetOf(file, specifier);
    if (target === null) {
      if (/^next(?:\/|$|-auth)/.test(specifier) && lib.test(file) && !matches(nextAllowed, file)) {
        yield `imports ${specifier}: only lib/portal knows Next`;
      }
      if (contracts.test(file) && specifier !== 'zod') yield `imports ${specifier}: contracts know zod alone`;
      continue;
    }
    if (!rule) continue;
    if (!matches(rule.may, target) || matches(rule.never ?? [], target)) yield `imports ${target}`;
  }
}

function* wrongNames(file: string): Generator<string> {
  const name = path.posix.basename(file).replace(/\.(?:tsx?|mjs)$/, '');
  if (name === 'index') yield 'is a barrel';
  if (emptyNames.has(name)) yield `is named ${name}, which says nothing`;
  if (!goodName.test(name)) yield 'is not named in kebab-case';
}

function* wrongReach(file: string, source: string): Generator<string> {
  if (/^\s*export \* from/m.test(source)) yield 'is a barrel';
  if (!matches(running, file)) return;
  if (source.includes('SUPABASE_SECRET_KEY') && file !== serviceKeyReader) yield 'reads the service key';
  if (tableName.test(source) && !/\/(?:read|write)\.ts$/.test(file)) yield 'names a table outside read.ts and write.ts';
  if (minting.test(source) && file !== 'lib/platform/ids.ts' && !matches(gates, file)) {
    yield 'mints an id outside the gates';
  }
}

/** What a file does against the law of the house; nothing for a good one. */
export function trespassesOf(file: string, source: string): string[] {
  if (file === generated) return [];
  const lines = source.trimEnd().split('\n').length;
  return [
    ...wrongNames(file),
    ...wrongImports(file, source),
    ...wrongReach(file, source),
    ...(lines > hardStop ? [`has ${lines} lines, more than ${hardStop}`] : []),
  ];
}

function* filesUnder(folder: string): Generator<string> {
  for (const item of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, item.name);
    if (item.isDirectory()) yield* filesUnder(file);
    else if (/\.(?:tsx?|mjs)$/.test(item.name) && !item.name.endsWith('.d.ts')) yield file;
  }
}

export function sourceFiles(): string[] {
  return folders.filter((folder) => existsSync(path.join(root, folder))).flatMap((folder) => [...filesUnder(folder)]);
}

export function readSource(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
