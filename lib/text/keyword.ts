import type { TextKeyword } from '@/lib/contracts/texting';

const words: Record<TextKeyword, readonly string[]> = {
  stop: ['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'OPT OUT', 'REVOKE'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

/** What the whole text asks for, whatever its case, spaces and punctuation; "please stop by at two" asks for nothing. */
export function keywordIn(text: string): TextKeyword | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .toUpperCase();
  const asked = (['stop', 'start', 'help'] as const).find((keyword) => words[keyword].includes(plain));
  if (asked) return asked;
  return /^STOP( PLEASE| TEXTING( ME)?| IT)?$|^PLEASE STOP$/.test(plain) ? 'stop' : null;
}
