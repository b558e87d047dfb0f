/** What a few words, said while the agent speaks, want of it. */
export type Wish = 'nothing' | 'acknowledged' | 'wants_to_speak' | 'said_a_little' | 'said_something';

const mostOfALittle = 2;
const longestWishToSpeak = 6;
const mostOfAnAcknowledgement = 4;

/** Compared without accents, marks and capitals. */
const acknowledgements = new Set(
  [
    'mhm mm mmm hm hmm uh huh uhuh uhhuh ah aha oh ooh ok okay k yeah yea yep yup yes right sure good great nice cool fine',
    'alright all exactly gotcha perfect i see got it of course go on thanks thank you understood totally',
    'si vale claro aja bueno bien ya entiendo gracias perfecto oui ouais daccord voila merci entendu',
    'ja genau gut klar stimmt richtig danke verstehe certo va bene capito grazie sim ta certo pois obrigado obrigada',
    'goed prima dank',
  ].flatMap((row) => row.split(' ')),
);

const wantsToSpeak =
  /\b(stop|wait|hold on|hang on|hold it|listen|excuse me|pardon|sorry|actually|no no|not that|one (moment|second|minute)|espera|espere|pare|oiga|oye|escuche|perdon|un momento|attendez|attends|arretez|ecoutez|pardon|excusez|moment|warte|warten|halt|stopp|entschuldigung|aspetta|aspetti|ferma|senta|scusi|desculpe|escute|wacht|luister)\b/;

const asksForAMoment =
  /\b((one|just a|a|give me a|hold on a|wait a) (moment|second|sec|minute|min)|one sec|hold on|hang on|hold the line|bear with me|let me (just )?(check|look|see|find|get|grab|ask|think)|give me a (moment|minute|second|sec)|un (momento|momentito|segundo|minuto)|espere|espera|un (instant|moment|attimo)|une (seconde|minute)|attendez|ne quittez pas|(einen|kleinen) (moment|augenblick)|moment( mal| bitte)?|sekunde|um (momento|minuto|instante)|so um|momentje|een moment)\b/;
const longestAskForAMoment = 14;

/** Scripts that leave no space between words: about two signs are one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{1,2}/gu;

export function plainWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}’']/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(unspaced, ' $& ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

export function wishOf(text: string): Wish {
  const words = plainWords(text);
  if (words.length === 0) return 'nothing';
  if (words.length <= longestWishToSpeak && wantsToSpeak.test(words.join(' '))) return 'wants_to_speak';
  const isAcknowledgement =
    words.length <= mostOfAnAcknowledgement && words.every((word) => acknowledgements.has(word));
  if (isAcknowledgement) return 'acknowledged';
  return words.length <= mostOfALittle ? 'said_a_little' : 'said_something';
}

/** The caller goes away for a while and will be back. */
export function isAskingForAMoment(text: string): boolean {
  const words = plainWords(text);
  return words.length <= longestAskForAMoment && !text.includes('?') && asksForAMoment.test(words.join(' '));
}
