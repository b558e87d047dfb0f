import { answeredWith, meanings } from './meanings';
import { isEmptyWord, stem, wordsOf } from './words';

/** A word that was asked for: its root, and how near a root stands to it that a passage may have instead. */
export type Term = { root: string; said: string; alike: ReadonlyMap<string, number> };

const maxTerms = 30;
/** A word of the same meaning counts for less than the word itself. */
const alikeWeight = 0.55;

/** What answers questions of a kind counts for little: much else speaks of minutes and months. */
const kindWeight = 0.3;

type Meaning = { words: string[]; roots: ReadonlySet<string> };

const known: Meaning[] = meanings.map((line) => {
  const words = line.filter((word) => !word.includes(' '));
  return { words, roots: new Set(words.map(stem)) };
});
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
    const key = `meaning ${place}`;
    if (!meaning || terms.has(key) || !text.includes(saying) || [...meaning.roots].some((root) => terms.has(root)))
      continue;
    const alike = new Map([...meaning.roots].map((root) => [root, 0.8]));
    terms.set(key, { root: key, said: meaning.words[0] ?? '', alike });
  }
  for (const [place, { asked, words: answers }] of answeredWith.entries()) {
    if (!asked.test(text)) continue;
    const alike = new Map(answers.map((word) => [stem(word), kindWeight]));
    terms.set(`kind ${place}`, { root: `kind ${place}`, said: answers[0] ?? '', alike });
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
  const roots = new Set(terms.flatMap(({ alike }) => [...alike.keys()]));
  const said = terms.map((term) => term.said);
  const alike = known.flatMap(({ words }) => words).filter((word) => roots.has(stem(word)));
  return [...new Set([...said, ...alike])].slice(0, 150).join(' ');
}

/** The same question in other words of the same roots has the same key. Empty when nothing was asked. */
export function gapKey(question: string): string {
  const said = termsOf(question).filter(({ root }) => !root.includes(' '));
  const roots = said.map(({ root }) => {
    const meaning = known.find(({ roots }) => roots.has(root));
    return meaning ? ([...meaning.roots][0] ?? root) : root;
  });
  return [...new Set(roots)].sort().join(' ').slice(0, 300);
}
