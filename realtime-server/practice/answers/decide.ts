import type { Reply } from '../model/response';
import type { FunctionTool } from '../model/session-config';
import type { Question } from '../model/session-responses';
import { answerAppointment } from './appointments';
import { asked, type Dialogue, readDialogue } from './dialogue';
import { type Facts, readFacts } from './facts';
import { readOut } from './look-up';
import { answerHours, answerSpecialDay } from './opening-hours';
import { answerSystem } from './other-system';
import { answerTo, retrieve } from './retrieve';
import { afterText, sendText, wantsItAsText } from './text-wish';
import { argumentsFor, type Known } from './tool-arguments';
import { errandIn, verbatimIn } from './wish';

type Scene = { facts: Facts; dialogue: Dialogue; tool(name: RegExp): FunctionTool | undefined };

const goodbye =
  /\b(good ?bye|bye|that('s| is| will be) all|that's it|nothing else|hang up|have a (good|nice) (day|one))\b/i;
const noMore = /^\W*(no|nope|nothing)\b.{0,20}\b(thanks|thank you|else|all)\b/i;
const wantsMessage =
  /\b(take|leave) (me )?a message|call(ed)? (me )?back|callback|pass (it|this|that) on|get back to me/i;
const carriesMessage = /\b(please )?(tell|let) (?!me\b)\w+.{0,30}\b(that|know)\b/i;
const wantsPerson =
  /\b(transfer|connect|put) me\b|\b(speak|talk) (to|with) (a |an |the |some)?\w+|\b(human|operator|representative|real person)\b/i;
const wantsBooking = /\b(book|make|schedule|need|want|get)\b.{0,30}\b(appointment|booking|visit)\b/i;
const asksNature = /\bare you (a |an )?(robot|human|real|machine|bot|ai|computer|person|recording)/i;
const yes = /\b(yes|yeah|yep|sure|please do|ok(ay)?|of course|go ahead|that would be)\b|^\W*please\W*$/i;
const no = /\b(no|nope|not now|don't|never mind)\b/i;
const greeting = /^\W*(hi|hello|hey|good (morning|afternoon|evening))\b/i;
const thanks = /\b(thanks|thank you|cheers)\b/i;
const emergency = /\b(on fire|gas leak|smell gas|not breathing|heart attack|dying|unconscious)\b/i;
const unheard = /\[speech, [\d.]+ s\]/;

const say = (text: string): Reply => ({ say: text, calls: [] });

function more({ facts }: Scene, text: string): Reply {
  const warmed = facts.warm ? `Happy to help! ${text}` : text;
  return say(facts.brief ? warmed : `${warmed} Is there anything else I can help you with?`);
}

function call(tool: FunctionTool, known: Known, words: string): Reply {
  return { say: words, calls: [{ name: tool.name, arguments: argumentsFor(tool, known) }] };
}

function leave(scene: Scene): Reply {
  const words = `Thank you for calling${scene.facts.business ? ` ${scene.facts.business}` : ''}. Goodbye.`;
  const tool = scene.tool(/^(end_call|hang_up)/);
  return tool ? call(tool, { wish: 'caller_done', message: 'The caller said goodbye.' }, words) : say(words);
}

function startMessage(scene: Scene): Reply {
  if (!scene.tool(/message/)) return say('I am sorry, I cannot take messages on this line.');
  const { words, callerName: name } = scene.dialogue;
  if (name && carriesMessage.test(words)) return passOn(scene, words);
  return say(name ? `Of course, ${name}. ${asked.message}` : `Of course. ${asked.name}`);
}

function passOn(scene: Scene, message: string): Reply {
  const tool = scene.tool(/message/);
  if (!tool) return say('I am sorry, I cannot take messages on this line.');
  const { callerName } = scene.dialogue;
  const [spoken] = message.match(/\+?\d[\d\s().-]{6,}\d/) ?? [];
  const phone = spoken?.startsWith('+') ? spoken.replace(/[^\d+]/g, '') : scene.facts.callerNumber;
  const urgent = /\b(urgent|emergency|as soon as possible|right away|immediately)\b/i.test(message);
  return call(
    tool,
    { name: callerName ?? 'The caller', message, phone, urgent, wish: message },
    'Let me write that down.',
  );
}

function carryOn(scene: Scene): Reply | undefined {
  const { pending, words, callerName, subject } = scene.dialogue;
  const isQuestion = words.includes('?') || /^\W*(what|when|where|how|do|are|is|can)\b/i.test(words);
  if (pending === 'message') return passOn(scene, words);
  if (pending === 'name' && !isQuestion) {
    if (!callerName) return say(`I am sorry, I did not catch that. ${asked.name}`);
    return subject && !wantsMessage.test(subject)
      ? passOn(scene, carriesMessage.test(subject) ? subject : `Asked: ${subject}`)
      : say(`Thank you, ${callerName}. ${asked.message}`);
  }
  if (pending === 'offer' && yes.test(words)) return startMessage(scene);
  if (pending === 'offer' && no.test(words) && words.length < 40) return more(scene, 'All right.');
  return undefined;
}

function afterTool(scene: Scene): Reply | undefined {
  const { dialogue, facts } = scene;
  const { toolOutput, callerName } = dialogue;
  if (!toolOutput) return undefined;
  const { tool, output } = toolOutput;
  if (tool === 'lookup_knowledge') {
    const known = readOut(output);
    return known ? more(scene, known) : unknown(scene);
  }
  if (tool === 'transfer_call') return say(`I am sorry, I cannot connect you right now. ${asked.offer}`);
  if (tool === 'send_text') return more(scene, afterText(output));
  if (/say nothing/i.test(output) || /^(end_call|hang_up)/.test(tool)) return say('');
  if (/"?(error|ok"?:\s*false)|\b(fail|could not|cannot|did not|nobody|invalid|unable|not saved)/i.test(output)) {
    return say('I am sorry, that did not work. Is there anything else I can do for you?');
  }
  if (!/message/.test(tool)) return say('That is done. Is there anything else I can help you with?');
  const done = `Thank you${callerName ? `, ${callerName}` : ''}. I have passed on your message.`;
  return say(facts.brief ? done : `${done} Is there anything else I can help you with?`);
}

function transfer(scene: Scene): Reply {
  const tool = scene.tool(/transfer|connect/);
  if (tool) return call(tool, { wish: scene.dialogue.words }, 'One moment, I will connect you.');
  return say(scene.tool(/message/) ? `I cannot connect calls. ${asked.offer}` : 'I am sorry, I cannot connect calls.');
}

function pressed(scene: Scene, keys: string): Reply {
  if (keys.startsWith('0')) return transfer(scene);
  const spoken = keys.replace(/#/g, ' pound').replace(/\*/g, ' star').trim();
  return say(`You pressed ${spoken}. I have nothing behind that key. How can I help you?`);
}

function open({ facts }: Scene): Reply {
  return say(
    facts.business ? `Thank you for calling ${facts.business}. How can I help you?` : 'Hello. How can I help you?',
  );
}

function unknown(scene: Scene): Reply {
  const sorry = 'I am sorry, I do not know that.';
  return say(scene.tool(/message/) ? `${sorry} ${asked.offer}` : sorry);
}

/** What the facts do not hold may be written elsewhere. */
function lookUp(scene: Scene): Reply {
  const tool = scene.tool(/^lookup_knowledge$/);
  return tool ? call(tool, { wish: scene.dialogue.words }, 'Let me look that up.') : unknown(scene);
}

function answer(scene: Scene): Reply {
  const { words } = scene.dialogue;
  const { facts } = scene;
  const [, keys] = /\[keypad: ([^\]]+)\]/.exec(words) ?? [];
  if (keys) return pressed(scene, keys);
  const understood = words.replace(unheard, '').trim();
  if (!understood)
    return say(
      'I heard you speak, but in practice mode I cannot make out the words. Please type them, or say them again.',
    );

  const carried = carryOn(scene);
  if (carried) return carried;
  if (wantsItAsText(words)) {
    return sendText(scene.tool(/^send_text$/), words, 'I am sorry, I cannot send texts from this line.');
  }
  const written = answerTo(words, facts);
  if (written) return more(scene, written);
  if (emergency.test(words))
    return say('If this is an emergency, please hang up now and dial your local emergency number.');
  const known =
    answerSpecialDay(words, facts.specialDays) ?? answerHours(words, facts.hours, facts.now) ?? retrieve(words, facts);
  if (goodbye.test(words) || noMore.test(words)) return leave(scene);
  if (wantsMessage.test(words) || carriesMessage.test(words)) return startMessage(scene);
  if (asksNature.test(words)) return say('I am an AI receptionist, in practice mode. How can I help you?');
  if (wantsPerson.test(words) && scene.tool(/^transfer_call$/)) return transfer(scene);
  if (known) return more(scene, known);
  if (wantsBooking.test(words)) {
    return say(`I cannot book appointments myself.${scene.tool(/message/) ? ` ${asked.offer}` : ''}`);
  }
  if (wantsPerson.test(words)) return transfer(scene);
  if (thanks.test(words) && words.length < 60)
    return say('You are welcome. Is there anything else I can help you with?');
  if (/\b(who (is this|am i)|what('s| is) your name|which (business|company))\b/i.test(words) && facts.business) {
    return say(`This is ${facts.agent ? `${facts.agent} at ` : ''}${facts.business}. How can I help you?`);
  }
  return greeting.test(words) && words.length < 40 ? say('Hello. How can I help you?') : lookUp(scene);
}

/** Finds the answer in the facts it was given. It looks words up; it does not understand them, and says so when lost. */
export function decide({ instructions, wish, items, tools }: Question): Reply {
  const scene: Scene = {
    facts: readFacts(instructions),
    dialogue: readDialogue(items),
    tool: (name) => tools.find((tool) => name.test(tool.name)),
  };
  const exact = verbatimIn(wish);
  if (exact) return { ...say(exact), exact: true };
  const errand = errandIn(wish);
  if (errand) return say(errand);
  const appointment = answerAppointment({ items, tools, instructions });
  if (appointment) return appointment;
  const system = answerSystem({ dialogue: scene.dialogue, items, tools });
  if (system) return system;
  const followUp = afterTool(scene);
  if (followUp) return followUp;
  if (scene.dialogue.words) return answer(scene);
  return scene.dialogue.hasSpoken ? say('Are you still there?') : open(scene);
}
