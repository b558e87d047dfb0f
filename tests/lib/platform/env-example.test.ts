import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What nobody sets by hand: npm start passes it to its children. */
const internal = ['PRACTICE_URL'];

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

it('.env.example names every setting that a process reads', () => {
  const files = readdirSync(path.join(root, 'lib/platform')).filter(
    (file) => /env/.test(file) || file.startsWith('service'),
  );
  const settings = files.flatMap((file) => namesIn(read(`lib/platform/${file}`), /^ {2}([A-Z][A-Z_]+):/gm));
  const given = namesIn(read('.env.example'), /^([A-Z][A-Z_]+)=/gm);

  expect(settings.length).toBeGreaterThan(20);
  expect(settings.filter((name) => !given.includes(name) && !internal.includes(name))).toEqual([]);
});
