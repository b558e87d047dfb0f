import { describe, expect, it } from 'vitest';
import { isAskingForAMoment, plainWords, wishOf } from '@/realtime-server/session/caller-words';
import { recordedScore } from '@/realtime-server/session/recorded-words';

describe('words said over the agent', () => {
  it.each([
    ['', 'nothing'],
    [' … ', 'nothing'],
    ['Uh-huh.', 'acknowledged'],
    ['Mhm, yeah, okay.', 'acknowledged'],
    ['Sí, claro.', 'acknowledged'],
    ['D’accord.', 'acknowledged'],
    ['Wait!', 'wants_to_speak'],
    ['No, listen', 'wants_to_speak'],
    ['Entschuldigung', 'wants_to_speak'],
    ['On Sunday?', 'said_a_little'],
    ['And what about Sunday then?', 'said_something'],
    ['We had to wait there for two hours last year', 'said_something'],
    ['日曜日は開いていますか', 'said_something'],
  ])('%j: %s', (text, wish) => {
    expect(wishOf(text)).toBe(wish);
  });
});

describe('asking for a moment', () => {
  it.each([
    'One moment, please.',
    'Hang on, let me check my calendar.',
    'Un momento, por favor.',
    'Einen Moment bitte.',
    'Attendez, je cherche.',
  ])('is heard in %j', (text) => {
    expect(isAskingForAMoment(text)).toBe(true);
  });

  it.each(['Do you have a moment?', 'I waited a long time.', 'Tomorrow at ten.', ''])('is not heard in %j', (text) => {
    expect(isAskingForAMoment(text)).toBe(false);
  });
});

describe('a recorded message', () => {
  it.each([
    'This is an automated message. Press 1 to speak with an agent.',
    'Your car warranty is about to expire. This is your final notice. Press one now to be connected.',
    'You have been forwarded to voice mail. Please leave a message after the tone.',
    'Este es un mensaje automático. Oprima 1 para hablar con un agente.',
  ])('gives itself away: %j', (text) => {
    expect(recordedScore(plainWords(text))).toBeGreaterThanOrEqual(3);
  });

  it.each([
    'Hi, do I press one to get to the front desk?',
    'I would like to leave a message for the doctor.',
    'Is my crown still under warranty? You sent me a final notice.',
    'Please do not hang up, I have a question.',
  ])('is not a person who says %j', (text) => {
    expect(recordedScore(plainWords(text))).toBeLessThan(3);
  });
});
