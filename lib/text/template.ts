import { type TextPlaceholder, textPlaceholders } from '@/lib/contracts/texting';

/** Twilio takes no more. */
export const longestText = 1_600;

export type TextValues = Record<TextPlaceholder, string>;

/** What stands where nothing is known: a text has to read well without it too. */
const missing: TextValues = { business: 'us', agent: 'our team', caller_name: 'there', address: '', link: '' };

/** The words that go out. A value is put in as it is: braces in it name nothing. */
export function renderText(template: string, values: Partial<TextValues>): string {
  const filled = template.replaceAll(/\{([a-z_]+)\}/g, (all, name: string) => {
    const known = textPlaceholders.find((placeholder) => placeholder === name);
    return known ? values[known]?.trim() || missing[known] : all;
  });
  return tidy(filled).slice(0, longestText);
}

function tidy(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ +([.,!?])/g, '$1')
    .replaceAll(/ *\n */g, '\n')
    .trim();
}

/** The first text that somebody gets says how to end them. */
export const optOutNote = ' Reply STOP to get no more texts.';
