import { expect, it } from 'vitest';
import { defaultGreeting } from '@/lib/contracts/greeting';
import { fillIn, type GreetingFacts, renderGreeting, secondsToSay } from '@/lib/greeting/render';

const facts: GreetingFacts = { business: 'Acme', agent: 'Mia', callerName: 'Ada', hour: 9, isOpen: true };
const unknown = { ...facts, callerName: null };

it('fills in every placeholder', () => {
  expect(fillIn('Good {time_of_day}, {caller_name}! {business}, {agent} speaking.', facts)).toBe(
    'Good morning, Ada! Acme, Mia speaking.',
  );
});

it('closes the sentence over a name that is not known', () => {
  expect(fillIn('Good {time_of_day}, {caller_name}! {agent} here.', unknown)).toBe('Good morning! Mia here.');
  expect(fillIn('{caller_name}, welcome to {business}.', unknown)).toBe('Welcome to Acme.');
  expect(fillIn('Hello {caller_name}, hi.', unknown)).toBe('Hello, hi.');
});

it('never fills in a placeholder that came in with a value', () => {
  expect(fillIn('Hi {caller_name}', { ...facts, callerName: '{business}' })).toBe('Hi {business}');
});

it('joins the notices, and keeps the usual greeting after hours where there is no other', () => {
  const greeting = { ...defaultGreeting, aiNotice: 'I am an AI.', recordingNotice: 'Calls are recorded.' };

  expect(renderGreeting(greeting, { ...facts, isOpen: false })).toEqual({
    text: 'Thank you for calling Acme. This is Mia. How can I help you?',
    notice: 'I am an AI. Calls are recorded.',
  });
});

it('guesses longer for slower speech', () => {
  const text = 'Thank you for calling Acme. How can I help you?';

  expect(secondsToSay(text)).toBe(3.8);
  expect(secondsToSay(text, 0.8)).toBeGreaterThan(secondsToSay(text, 1.2));
});
