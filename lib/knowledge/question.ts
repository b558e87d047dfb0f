import { isEmptyWord, meanings, stem, wordsOf } from './words';

/** A word that was asked for: its root, and how near a root stands to it that a passage may have instead. */
export type Term = { root: string; said: string; alike: ReadonlyMap<string, number> };

const maxTerms = 24;
/** A word of the same meaning counts for less than the word itself. */
const alikeWeight = 0.55;

type Meaning = { words: string[]; roots: ReadonlySet<string> };

const known: Meaning[] = meanings.map((line) => ({
  words: line.filter((word) => !word.includes(' ')),
  roots: new Set(line.filter((word) => !word.includes(' ')).map(stem)),
}));
const sayings = meanings.flatMap((line, place) =>
  line.filter((saying) => saying.includes(' ')).map((saying) => ({ saying: ` ${saying} `, place })),
);

/** What a caller's question asks for, without what people say around it. */
export function termsOf(question: string): Term[] {
  const words = wordsOf(question);
  const text = ` ${words.join(' ')} `;
  const terms = new Map<string, Term>();
  for (const said of words) {
    const root = stem(said);
    if (!isEmptyWord(said) && !terms.has(root)) terms.set(root, { root, said, alike: alikeOf(root) });
  }
  for (const { saying, place } of sayings) {
    const meaning = known[place];
    if (!meaning || !text.includes(saying) || [...meaning.roots].some((root) => terms.has(root))) continue;
    const [root = ''] = meaning.roots;
    terms.set(root, { root, said: meaning.words[0] ?? '', alike: alikeOf(root) });
  }
  return [...terms.values()].slice(0, maxTerms);
}

function alikeOf(root: string): Map<string, number> {
  const alike = new Map<string, number>();
  for (const { roots } of known) {
    if (roots.has(root)) for (const other of roots) alike.set(other, alikeWeight);
  }
  alike.set(root, 1);
  return alike;
}

/** The words that the database is asked for: those that were said, and those of the same meaning. */
export function searchText(question: string): string {
  const terms = termsOf(question);
  const said = terms.map((term) => term.said);
  const alike = terms.flatMap(({ root }) => known.filter(({ roots }) => roots.has(root)).flatMap(({ words }) => words));
  return [...new Set([...said, ...alike])].slice(0, 80).join(' ');
}

/** The same question in other words of the same roots has the same key. Empty when nothing was asked. */
export function gapKey(question: string): string {
  const roots = termsOf(question).map(({ root }) => {
    const meaning = known.find(({ roots }) => roots.has(root));
    return meaning ? ([...meaning.roots][0] ?? root) : root;
  });
  return [...new Set(roots)].sort().join(' ').slice(0, 300);
}
