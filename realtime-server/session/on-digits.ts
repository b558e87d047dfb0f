import type { ActiveCall } from './active-call';
import type { RecordingRule } from './on-recording';
import { sayNotRecorded } from './phrases';

/** Keys that follow each other more quickly belong together. */
const betweenKeysMs = 2000;
const maxKeys = 64;
/** Long rows of digits are payment cards and the like: the model may need them, the transcript does not. */
const privateFrom = 12;
const cardDigits = { least: 13, most: 19 };

/** This key alone, where callers are asked: not to be recorded. */
const declineKey = '9';
const personKey = '0';
/** What one presses when a number is complete. */
const endKey = '#';

export function makeDigits(call: ActiveCall, recording: Pick<RecordingRule, 'canDeclineByKey' | 'decline'>) {
  const { advanced } = call.setup.config;
  let keys = '';
  let cancelTimer = () => {};

  function flush(): void {
    const pressed = keys;
    keys = '';
    cancelTimer();
    if (pressed === declineKey && recording.canDeclineByKey()) {
      decline();
      return;
    }
    if (!advanced.keypad) return;
    const itemId = call.nextId('keys');
    call.tell({ type: 'caller_said', itemId, text: shownKeys(pressed) });
    call.whenReady(() => {
      call.model.addItem({ itemId, role: 'caller', text: toldKeys(pressed, isForPerson(pressed)) });
      call.sequencer.request();
    });
  }

  function isForPerson(pressed: string): boolean {
    return pressed === personKey && advanced.zeroKey === 'person';
  }

  function decline(): void {
    recording.decline('key').catch((err) => call.log.error({ err }, 'A refusal could not be written down'));
    call.whenReady(() => call.sequencer.request({ instructions: sayNotRecorded, mayUseTools: false }));
  }

  return {
    pressed(key: string): void {
      if (!/^[0-9*#A-D]$/.test(key) || keys.length >= maxKeys) return;
      keys += key;
      cancelTimer();
      if (key === endKey && keys.length > 1) flush();
      else cancelTimer = call.later(flush, betweenKeysMs);
    },
  };
}

function shownKeys(pressed: string): string {
  const isPrivate = digitsOf(pressed).length >= privateFrom;
  return isPrivate ? `[keypad: ${pressed.length} keys]` : `[keypad: ${pressed}]`;
}

/** A card's number goes to nobody, not even to the model: nothing it can do needs one. */
function toldKeys(pressed: string, isForPerson: boolean): string {
  if (isForPerson)
    return `[keypad: ${pressed}] I pressed the key for a person: connect me, or take a message if you cannot.`;
  if (isCardNumber(digitsOf(pressed))) return '[keypad: a card number, hidden] You cannot take card numbers by keypad.';
  return `[keypad: ${pressed}]`;
}

function digitsOf(pressed: string): string {
  return pressed.replaceAll(/\D/g, '');
}

/** By its check digit. */
function isCardNumber(digits: string): boolean {
  if (digits.length < cardDigits.least || digits.length > cardDigits.most) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
