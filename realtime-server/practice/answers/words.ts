const stopWords = new Set(
  `a an the and or but if of to in on at for from by with about as is are was were be been am do does did have has had can
  could will would shall should may might must i you he she it we they me my your our their us them this that these those
  there here what which who whom how when why so just please tell know like want need get got any some one also not no yes
  hi hello hey ok okay well um uh thank thanks let give s t m re ve ll d too very much many more most take takes taking accept accepts accepted credit come comes coming offer offers provide work works`.split(
    /\s+/,
  ),
);

const meanings: Record<string, string> = {
  cost: 'price',
  charge: 'price',
  fee: 'price',
  expensive: 'price',
  rate: 'price',
  located: 'address',
  locate: 'address',
  location: 'address',
  direction: 'address',
  street: 'address',
  where: 'address',
  kid: 'child',
  children: 'child',
  emergenc: 'urgent',
  emergency: 'urgent',
  pay: 'payment',
  paid: 'payment',
  insured: 'insurance',
  insurer: 'insurance',
  toll: 'price',
  soon: 'fast',
  quickly: 'fast',
};

export function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 5 && /(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^su]s$/.test(word)) return stem(word.slice(0, -1));
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3).replace(/(.)\1$/, '$1');
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2).replace(/(.)\1$/, '$1');
  return word;
}

/** The words that carry meaning, one form each. */
export function termsOf(text: string): string[] {
  const asksPrice = /\bhow much\b/i.test(text) ? ['price'] : [];
  const words =
    text
      .toLowerCase()
      .replace(/[’']s?\b/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const terms = words
    .filter((word) => !stopWords.has(word))
    .map((word) => meanings[word] ?? meanings[stem(word)] ?? stem(word));
  return [...new Set([...terms, ...asksPrice])];
}
