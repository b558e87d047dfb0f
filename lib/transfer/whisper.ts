const longestPart = 160;
const mostParts = 2;
/** Shorter than this it is an answer to a question of ours, not what the call is about. */
const fewestWords = 4;

type Told = {
  businessName: string;
  callerName: string | null;
  callerNumber: string | null;
  /** What the caller said, in order. */
  said: readonly string[];
};

/**
 * What a person hears before they decide: who calls, and what for in the caller's own words. Nothing is concluded from
 * them, so nothing can be made up.
 */
export function whisperSummary({ businessName, callerName, callerNumber, said }: Told): string {
  const who = callerName ?? (callerNumber ? `a caller from ${spelled(callerNumber)}` : 'a caller without a number');
  const words = said.map(plain).filter((text) => text.split(' ').length >= fewestWords);
  const parts = words.length > mostParts ? [words[0] ?? '', words.at(-1) ?? ''] : words;
  const about = parts.map((text) => shortened(text)).join(' … ');
  return `${plain(businessName)} has ${plain(who)} for you.${about ? ` They said: ${about}` : ''}`.slice(0, 600);
}

/** Digit by digit, as one says a number. */
function spelled(number: string): string {
  return number.replaceAll(/\D/g, '').split('').join(' ');
}

/** One line, without anything that is not read aloud. */
function plain(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{Zs}$€£+]/gu, ' ')
    .replaceAll(/[<>{}[\]\\|~^`]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function shortened(text: string): string {
  if (text.length <= longestPart) return text;
  return `${text.slice(0, longestPart).replace(/\s+\S*$/, '')} …`;
}
