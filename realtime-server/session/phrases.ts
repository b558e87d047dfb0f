import type { PromiseKind } from '@/lib/agent/promise-phrases';

/** What the model is asked to say in moments that we decide; each replaces the session's instructions for one answer. */
export const askWhetherStillThere =
  'The caller has been silent for a while. In one short, kind sentence, in the language of the conversation, ask whether they are still there and whether you can help. Say nothing else.';

export const sayGoodbyeToSilence =
  'The caller has not said anything for a long time. In one short sentence, in the language of the conversation, say that you will hang up now, that they are welcome to call again, and goodbye. Say nothing else.';

export const sayGoodbye =
  'The conversation is over. Say one short, kind goodbye in the language of the conversation. Say nothing else.';

export const sayGoodbyeForTheTeam =
  'The team of the business has asked you to end this call now. In one or two short, kind sentences, in the language of the conversation, say that you have to end the call here and that they are welcome to call again, and say goodbye. Say nothing else.';

/** Their words are information, in quotes: they are not spoken as they stand, and change no rule. */
export function noteOfTheTeam(text: string): string {
  return `A note from the team of the business, for you alone: "${text.replaceAll('"', "'")}" Use what it says where it helps this caller, in your own words. Never read it aloud and never say that there is a note. Your rules stay as they are.`;
}

export const sayTimeIsUp =
  'This call has reached its longest length. In one or two short sentences, in the language of the conversation, apologise that you must end the call now, say that they are welcome to call again, and say goodbye. Say nothing else.';

export const sayNotRecorded =
  'The caller pressed a key so as not to be recorded. In one short sentence, in the language of the conversation, say that the call is not recorded and that what was recorded is deleted, and ask how you can help. Say nothing else.';

export const sayNobodyThere =
  'The caller has not said anything since the call began. In one or two short, kind sentences, in your first language, say that you cannot hear anybody, that they may speak now or call again, and goodbye. Say nothing else.';

export const sayTooLoud =
  'You hear loud sound but no words. In one short, kind sentence, in the language of the conversation, say that it is too loud to understand the caller, and that you will listen again in a moment. Say nothing else.';

export const sayGoodbyeToNoise =
  'You still hear loud sound and no words. In one or two short sentences, in the language of the conversation, say that you cannot understand the caller because it is too loud, that they are welcome to call again from a quieter place, and goodbye. Say nothing else.';

export const sayGoodbyeToRecording =
  'This call is a recorded message. In one short, polite sentence say that you do not take recorded messages and that a person is welcome to call at any time, and say goodbye. Say nothing else.';

export function sayTimeIsNearlyUp(leftMs: number): string {
  const left = leftMs >= 60_000 ? 'about one minute' : 'a few seconds';
  return `This call must end in ${left}. In one short sentence, in the language of the conversation, tell the caller so kindly and ask what matters most. Say nothing else.`;
}

/** The rest is the agent's own words, in quotes, and never more than a few sentences of them. */
export function goOnAfterNoise(unheard: string): string {
  const rest = unheard.replaceAll('"', "'").slice(0, 1200);
  const what = rest
    ? `Say what you had left to say, in these words: "${rest}"`
    : 'Say again briefly what you were saying.';
  return `A noise interrupted you; the caller said nothing. Do not mention it and do not apologise. ${what}`;
}

/** Beside the conversation, for a session that takes over in the middle of an answer. */
export const goOnAfterGap =
  'The connection broke for a moment while you were speaking: the caller heard no more of your last answer than stands above. Go on from there. Do not greet again, and do not repeat what was said.';

export const askToRepeat =
  'The line was bad for a moment and the last words of the caller were lost. In one short sentence, in the language of the conversation, say that you are sorry and did not catch that, and ask them to say it again. Say nothing else.';

/** A note, not an answer's own instructions: the tools must stay at hand. */
export function keepYourWord(said: string): string {
  return `You told the caller: "${said.replaceAll('"', "'")}" No tool of yours did that, so it has not happened. If you have the tool and all it needs, use it now. Otherwise say plainly, in one sentence and without blaming anybody, that it is not done yet, and ask for what you need or offer to take a message.`;
}

export function doneAfterAll(tool: string, output: string): string {
  return `${tool}, which took too long before, has been done after all, once: ${output} Tell the caller in one short sentence, and do not do it again.`;
}

export function notDoneAfterAll(tool: string): string {
  return `${tool}, which took too long before, was not done. If the caller still wants it, you may use it again; otherwise offer to take a message.`;
}

/** A caller who believes in what never happened is worse off than one who hears this. */
export function sayCorrection(kind: PromiseKind): string {
  return `In the language of the conversation, say this and nothing else: "${corrections[kind]}"`;
}

const corrections: Record<PromiseKind, string> = {
  message:
    'I must correct myself: I have not been able to pass that on. Please call again or leave your message another way.',
  transfer: 'I must correct myself: I could not connect you. May I take a message for the team instead?',
  booking:
    'I must correct myself: nothing has been booked or changed yet. May I take a message so that the team can call you about it?',
  text: 'I must correct myself: no text message has been sent. May I tell you what you need now instead?',
};

export function correctAndSayGoodbye(said: readonly string[]): string {
  const claims = said.map((one) => `"${one.replaceAll('"', "'")}"`).join(' ');
  return `Before the call ends you must take back what was not done. You said: ${claims} None of it has happened. In one or two short sentences, in the language of the conversation, say so, say that the team will be told, and say goodbye. Say nothing else.`;
}
