/** What callers say around a question, and words so common that they tell nothing apart. */
const empty = new Set(
  `a about actually after all also am an and any anything anybody anyone are as at back be because been before being but by
  bring can cannot come could did do does doing done for from get gets getting give go going gonna got had has have having he
  hello her here hey hi him his how i if in into is it its just kind know let like long looking lot make makes making maybe
  me mean might mine my need needs no not now of off offer offers offering ok okay on once one or other our ours out over please possible quick
  really right say see she should so some somebody someone something sort still sure take takes tell than thank thanks that
  the their them then there these they thing things think this those to too try trying um uh up us use very want wanted was
  way we well were what when where whether which who whom whose why will wish with wonder wondering would yes yet you your
  yours d ll m re s t ve im ive id ill youre youve theyre weve wed theres whats hows wheres whos lets dont doesnt didnt isnt arent
  wasnt werent wont cant couldnt wouldnt shouldnt havent hasnt havin guys folks sir madam ma`.split(/\s+/),
);

const suffixes: readonly [RegExp, string][] = [
  [/ies$/, 'y'],
  [/sses$/, 'ss'],
  [/([^aeious])es$/, '$1e'],
  [/([^su])s$/, '$1'],
  [/(?<=.{3})ing$/, ''],
  [/(?<=.{3})ed$/, ''],
  [/(?<=.{4})(?:ation|ment|ness|ance|ence)s?$/, ''],
  [/(?<=.{3})ly$/, ''],
  [/(?<=.{3})er$/, ''],
];

/** Roughly the root of an English word; nothing depends on it being one. */
export function stem(word: string): string {
  let root = word;
  for (const [suffix, end] of suffixes) root = root.replace(suffix, end);
  root = root.replace(/([bdgklmnprt])\1$/, '$1');
  return root.length > 3 ? root.replace(/e$/, '').replace(/y$/, 'i') : root;
}

export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

export function isEmptyWord(word: string): boolean {
  return empty.has(word) || (word.length === 1 && !/\p{N}/u.test(word));
}
