import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/complaints.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => {
    const [number = '', complaint = '', answer = '', shown = ''] = line.slice(2, -2).split(' | ');
    const tests = [...shown.matchAll(/`([^`]+)` \*([^*]+)\*/g)].map(([, file = '', title = '']) => ({ file, title }));
    return { number: Number(number), complaint, answer, tests, named: shown.split('<br>').length };
  });

const quoted = /\b(?:it|test|describe)\b[^'"`;{]*?(?:\(\s*|\)\(\s*)(['"`])((?:\\.|(?!\1).)+)\1/gs;

/** What the tests of a file are called: the first word of each `it`, also where a table of cases stands before it. */
function titlesIn(source: string): string[] {
  const afterTables = [...source.matchAll(/\)\(\s*(['"`])((?:\\.|(?!\1).)+)\1\s*,/gs)];
  return [...source.matchAll(quoted), ...afterTables].map(([, , title = '']) => title.replaceAll("\\'", "'"));
}

it('the page answers twenty-five complaints in order, each with a sentence and with tests', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect(rows.filter(({ complaint, answer, tests }) => !complaint || !answer || tests.length === 0)).toEqual([]);
  expect(rows.filter(({ tests, named }) => tests.length !== named)).toEqual([]);
});

it.each(rows)('every test that is named for complaint $number exists, by its file and its title', ({ tests }) => {
  const missing = tests.filter(({ file, title }) => {
    const place = path.join(root, file);
    return !existsSync(place) || !titlesIn(readFileSync(place, 'utf8')).includes(title);
  });

  expect(missing).toEqual([]);
});

it('a title that no test has is found missing', () => {
  const source =
    "it('keeps its word', () => {});\nit.each([\n  ['one', 1],\n])('does %s', (_, n) => expect(n).toBe(1));";

  expect(titlesIn(source)).toEqual(expect.arrayContaining(['keeps its word', 'does %s']));
  expect(titlesIn(source)).not.toContain('keeps');
  expect(titlesIn("// it is said that 'keeps its word' holds")).toEqual([]);
});
