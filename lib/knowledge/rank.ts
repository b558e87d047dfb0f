import type { Confidence, KnowledgeFindings, KnowledgeHit } from '@/lib/contracts/knowledge';
import { type Term, termsOf } from './question';
import { isEmptyWord, stem, wordsOf } from './words';

/** What the database found; `embedding` is null without a key. */
export type Candidate = Omit<KnowledgeHit, 'score'> & { rank: number; closeness: number; embedding: number[] | null };

const k1 = 1.2;
const b = 0.6;
const topicWeight = 1.7;
const titleWeight = 0.5;
/** A word that sounds nearly like one in the passage, as a line makes of names. */
const nearlyWeight = 0.6;
const pairWeight = 0.25;

/** A sum of money is a price, whether the word stands there or not. */
const priceRoot = stem('price');

type Passage = { candidate: Candidate; counts: Map<string, number>; length: number; roots: string[] };

/** The passages that answer best, first; and how sure that is. Words alone decide where there is no embedding. */
export function rankPassages(
  question: string,
  candidates: readonly Candidate[],
  { limit = 3, asked = null }: { limit?: number; asked?: number[] | null } = {},
): KnowledgeFindings {
  const terms = termsOf(question);
  if (terms.length === 0 || candidates.length === 0) return { confidence: 'none', hits: [] };

  const passages = candidates.map(read);
  const averageLength = passages.reduce((sum, { length }) => sum + length, 0) / passages.length || 1;
  const rarity = new Map(terms.map((term) => [term.root, rarityOf(term, passages)]));
  const possible = terms.reduce((sum, { root }) => sum + (rarity.get(root) ?? 0), 0) || 1;

  const scored = passages
    .map((passage) => {
      const words = weigh(passage, terms, rarity, averageLength);
      const coverage = words.covered / possible;
      const lexical = (words.score / possible) * 0.5 + coverage * 0.5 + words.pairs * pairWeight;
      const meaning = asked && passage.candidate.embedding ? cosine(asked, passage.candidate.embedding) : null;
      const score = meaning === null ? lexical : 0.45 * lexical + 0.9 * meaning;
      return { passage, score, coverage, meaning };
    })
    .sort((one, other) => other.score - one.score || one.passage.candidate.line - other.passage.candidate.line);

  const [best] = scored;
  const hits = scored.slice(0, limit).filter(({ score }) => best && score >= best.score * 0.2);
  return {
    confidence: best ? confidenceOf(best.coverage, best.meaning) : 'none',
    hits: hits.map(({ passage: { candidate }, score }) => {
      const { rank: _rank, closeness: _closeness, embedding: _embedding, ...hit } = candidate;
      return { ...hit, score: Math.min(1, Math.max(0, Math.round(score * 100) / 100)) };
    }),
  };
}

function read(candidate: Candidate): Passage {
  const counts = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text)) {
      if (isEmptyWord(word)) continue;
      const root = stem(word);
      counts.set(root, (counts.get(root) ?? 0) + weight);
    }
  };
  add(candidate.body, 1);
  add(candidate.topic, topicWeight);
  add(`${candidate.title} ${candidate.pageTitle}`, titleWeight);
  if (/[$€£]\s?\d/.test(candidate.body)) counts.set(priceRoot, (counts.get(priceRoot) ?? 0) + 0.7);
  const roots = wordsOf(`${candidate.topic} ${candidate.body}`).map(stem);
  return { candidate, counts, length: roots.length, roots };
}

/** How often a term, or a word like it, stands in a passage, and how near that word is. */
function presence(term: Term, { counts }: Passage): number {
  let found = 0;
  for (const [root, near] of term.alike) found += (counts.get(root) ?? 0) * near;
  if (found > 0 || term.root.length < 5) return found;
  for (const [root, count] of counts) {
    const nearness = alikeInSpelling(term.root, root);
    if (nearness > 0) found = Math.max(found, Math.min(count, 1.5) * nearlyWeight * nearness);
  }
  return found;
}

function rarityOf(term: Term, passages: readonly Passage[]): number {
  const having = passages.filter((passage) => presence(term, passage) > 0.3).length;
  return Math.log(1 + (passages.length - having + 0.5) / (having + 0.5)) + 0.1;
}

function weigh(passage: Passage, terms: readonly Term[], rarity: ReadonlyMap<string, number>, averageLength: number) {
  let score = 0;
  let covered = 0;
  const norm = k1 * (1 - b + (b * passage.length) / averageLength);
  for (const term of terms) {
    const count = presence(term, passage);
    if (count === 0) continue;
    const weight = rarity.get(term.root) ?? 0;
    score += (weight * count * (k1 + 1)) / (count + norm);
    covered += weight * Math.min(1, count);
  }
  return { score, covered, pairs: pairsOf(passage, terms) };
}

/** The share of neighbours in the question that are neighbours in the passage too. */
function pairsOf({ roots }: Passage, terms: readonly Term[]): number {
  if (terms.length < 2) return 0;
  const together = new Set(roots.slice(1).map((root, index) => `${roots[index]} ${root}`));
  const wanted = terms.slice(1).map(({ root }, index) => `${terms[index]?.root} ${root}`);
  return wanted.filter((pair) => together.has(pair)).length / wanted.length;
}

/** From 0 to 1 by the trigrams that two words share; words that hardly do are strangers. */
export function alikeInSpelling(one: string, other: string): number {
  if (other.length >= 4 && (one.includes(other) || other.includes(one))) return 0.9;
  if (other.length < 4 || Math.abs(one.length - other.length) > 3) return 0;
  if (one.slice(0, 1) !== other.slice(0, 1)) return 0;
  const [first, second] = [trigrams(one), trigrams(other)];
  const shared = [...first].filter((piece) => second.has(piece)).length;
  const share = shared / (first.size + second.size - shared);
  return share >= 0.42 ? share : 0;
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
}

function cosine(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return 0;
  let [dot, first, second] = [0, 0, 0];
  for (let index = 0; index < one.length; index++) {
    const [x, y] = [one[index] ?? 0, other[index] ?? 0];
    dot += x * y;
    first += x * x;
    second += y * y;
  }
  return first && second ? dot / Math.sqrt(first * second) : 0;
}

/** Coverage: the share of what was asked, weighed by rarity, that the best passage speaks of. */
function confidenceOf(coverage: number, meaning: number | null): Confidence {
  if (coverage >= 0.7 || (meaning ?? 0) >= 0.62) return 'high';
  if (coverage >= 0.45 || (meaning ?? 0) >= 0.48) return 'medium';
  if (coverage >= 0.22 || (meaning ?? 0) >= 0.35) return 'low';
  return 'none';
}
