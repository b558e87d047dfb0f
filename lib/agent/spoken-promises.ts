import { type PromiseKind, promiseKinds, promisePhrases } from './promise-phrases';

export type SpokenPromise = {
  kind: PromiseKind;
  tense: 'done' | 'will';
  /** The words themselves. */
  said: string;
};

/** An offer, a condition or a refusal promises nothing. */
const noPromise =
  /\b(?:if|when|once|unless|whether|would you|do you want|shall I|should I|could I|can I|may I|I can|I could|we can|let me know|happy to|able to|not|n't|cannot|unable|never|sorry|si|cuando|puedo|podría|no he|no puedo|quand|puis-je|je peux|pas|wenn|falls|soll ich|kann ich|ich kann|nicht|kein)\b|n['’]t\b/i;
const tails = /(?<=[.!?…])\s+|;\s*|\s+(?:but|pero|mais|aber)\s+|\s+[–—]\s+/;

/**
 * What these words claim was done, or say will be: English, Spanish, French and German. A clause that asks, offers or
 * refuses is none, so what is missed is more than what is found in vain.
 */
export function promisesIn(text: string): SpokenPromise[] {
  const clauses = text.replaceAll('’', "'").split(tails);
  const found = clauses.flatMap(promisesOfClause);
  return found.filter(({ kind }, index) => found.findIndex((other) => other.kind === kind) === index);
}

function promisesOfClause(clause: string): SpokenPromise[] {
  const said = clause.trim();
  if (said === '' || said.endsWith('?') || noPromise.test(said)) return [];
  return promiseKinds.flatMap((kind): SpokenPromise[] => {
    for (const tense of ['done', 'will'] as const) {
      if (promisePhrases.some((phrases) => phrases[kind][tense].some((phrase) => phrase.test(said)))) {
        return [{ kind, tense, said: said.slice(0, 300) }];
      }
    }
    return [];
  });
}

const amends =
  /\b(?:not|sorry|mistake|correct|apologi[sz]e|unable|cannot|siento|perdón|désolée?|pas|leider|nicht|entschuldig\w*)(?!\p{L})|n['’]t\b/iu;

/** Asked by whoever takes the matter for settled. */
const closing =
  /\b(?:(?:any|some)thing (?:else|more)|what else|algo m[aá]s|otra cosa|autre chose|noch etwas|sonst noch)/i;

/** Takes something back, or asks for what is still needed: either way the caller is not left believing. */
export function setsRight(text: string): boolean {
  return amends.test(text) || text.split(tails).some((clause) => clause.includes('?') && !closing.test(clause));
}
