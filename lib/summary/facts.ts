import type { CapturedFact, FactKind } from '@/lib/contracts/summary';
import { momentOf, type SaidTurn } from './said';

type Finder = { kind: FactKind; pattern: RegExp };

const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const weekday = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const road = '(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Way|Boulevard|Blvd|Place|Square)';

/** The value is the first group, or all of it. */
const finders: Finder[] = [
  { kind: 'email', pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/g },
  { kind: 'phone', pattern: /(?<![\w$£€])(\+?\(?\d(?:[ ().-]{0,2}\d){6,14})(?!\w)/g },
  {
    kind: 'name',
    pattern:
      /(?:[Mm]y name is|[Mm]y name['’]s|\b[Nn]ame is|\b[Tt]his is|\bI am|\bI['’]m|\b[Ii]t['’]s)\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})/gu,
  },
  { kind: 'address', pattern: new RegExp(`\\b\\d{1,5}\\s+(?:\\p{Lu}[\\p{L}'’-]*\\s+){1,4}${road}\\b`, 'gu') },
  { kind: 'amount', pattern: /[$£€]\s?\d[\d,]*(?:\.\d{2})?|\b\d[\d,]*(?:\.\d{2})? (?:dollars|pounds|euros)\b/gi },
  { kind: 'time', pattern: /\b\d{1,2}(?::\d{2})?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|\b\d{1,2}:\d{2}\b|\bhalf past \w+\b/gi },
  {
    kind: 'date',
    pattern: new RegExp(
      `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month}|${month} \\d{1,2}(?:st|nd|rd|th)?|(?:next |this )?${weekday}|tomorrow|today|tonight)\\b`,
      'gi',
    ),
  },
  {
    kind: 'reference',
    pattern:
      /\b(?:order|reference|booking|invoice|policy|case)(?: number)?(?: is|:|#)?\s+#?((?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{2,20})\b/gi,
  },
];

const notNames = /^(?:Sorry|Calling|Fine|Good|Okay|Ok|Just|Not|Hello|Hi|Yes|No)\b/;
const mostFacts = 30;

/** What a caller told us that somebody may need again, each with the place where it was said. */
export function findFacts(turns: readonly SaidTurn[]): CapturedFact[] {
  const found = turns.filter(({ speaker }) => speaker === 'caller').flatMap(factsOf);
  const seen = new Set<string>();
  return found
    .filter(({ kind, value }) => {
      const key = `${kind} ${value.toLowerCase()}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, mostFacts);
}

/** What one finder has taken is not found again as something else: a telephone number holds no amounts. */
function factsOf(turn: SaidTurn): CapturedFact[] {
  const taken: [number, number][] = [];
  const facts: CapturedFact[] = [];
  for (const { kind, pattern } of finders) {
    for (const match of turn.text.matchAll(pattern)) {
      const value = (match[1] ?? match[0]).trim().replace(/[.,;]+$/, '');
      const at = match.index + match[0].lastIndexOf(match[1] ?? match[0]);
      const end = at + value.length;
      if (value === '' || taken.some(([from, to]) => at < to && end > from)) continue;
      if (kind === 'name' && notNames.test(value)) continue;
      taken.push([at, end]);
      facts.push({ kind, value: value.slice(0, 200), sequence: turn.sequence, atMs: momentOf(turn, at) });
    }
  }
  return facts.sort((a, b) => a.atMs - b.atMs);
}
