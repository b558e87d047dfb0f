import type { Facts } from './facts';
import { termsOf } from './words';

type Passage = { say: string; asked: Set<string>; told: Set<string> };

const toldWeight = 0.7;
const enough = 0.5;

function passagesOf({ answers, lines }: Facts): Passage[] {
  return [
    ...answers.map(({ question, answer }) => ({
      say: answer,
      asked: new Set(termsOf(question)),
      told: new Set(termsOf(answer)),
    })),
    ...lines.map((line) => {
      const [, label, rest] = /^([A-Z][\w ]{1,30}):\s*(.+)$/.exec(line) ?? [];
      const say = label && rest ? (/^about$/i.test(label) ? rest : `Our ${label.toLowerCase()} is ${rest}`) : line;
      return { say, asked: new Set(termsOf(label ?? '')), told: new Set(termsOf(line)) };
    }),
  ].filter(({ say }) => say.length > 0);
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const plain = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** The owner's own answer to just this question. */
export function answerTo(question: string, { answers }: Facts): string | undefined {
  const asked = plain(question);
  return answers.find((entry) => plain(entry.question) === asked)?.answer;
}

/** The passage that shares enough of the question's rare words; sharing too little is not knowing. */
export function retrieve(question: string, facts: Facts): string | undefined {
  const passages = passagesOf(facts);
  const asked = termsOf(question);
  if (asked.length === 0 || passages.length === 0) return undefined;

  const rarity = new Map(
    asked.map((term) => {
      const holding = passages.filter((passage) => passage.asked.has(term) || passage.told.has(term)).length;
      return [term, Math.log(1 + passages.length / (holding || 0.7))];
    }),
  );
  const total = asked.reduce((sum, term) => sum + (rarity.get(term) ?? 0), 0);
  const score = (passage: Passage) =>
    asked.reduce((sum, term) => {
      const weight = passage.asked.has(term) ? 1 : passage.told.has(term) ? toldWeight : 0;
      return sum + weight * (rarity.get(term) ?? 0);
    }, 0) / total;

  // Between equals, the passage that was written for this question and little else.
  const closeness = ({ asked: written }: Passage) =>
    asked.filter((term) => written.has(term)).length / (written.size || 99);
  const [best] = passages
    .map((passage) => ({ passage, score: score(passage), closeness: closeness(passage) }))
    .sort((a, b) => b.score - a.score || b.closeness - a.closeness);
  return best && best.score >= enough ? sentence(best.passage.say) : undefined;
}
