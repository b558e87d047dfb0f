import type { ActiveCall } from './active-call';

/** Keys that follow each other more quickly belong together. */
const betweenKeysMs = 2000;
const maxKeys = 64;
/** Long rows of digits are payment cards and the like: the model may need them, the transcript does not. */
const privateFrom = 12;

export function makeDigits(call: ActiveCall) {
  let keys = '';
  let cancelTimer = () => {};

  function flush(): void {
    const pressed = keys;
    keys = '';
    const isPrivate = pressed.replaceAll(/\D/g, '').length >= privateFrom;
    const shown = isPrivate ? `[keypad: ${pressed.length} keys]` : `[keypad: ${pressed}]`;
    const itemId = call.nextId('keys');
    call.tell({ type: 'caller_said', itemId, text: shown });
    call.whenReady(() => {
      call.model.addItem({ itemId, role: 'caller', text: `[keypad: ${pressed}]` });
      call.sequencer.request();
    });
  }

  return {
    pressed(key: string): void {
      if (!/^[0-9*#A-D]$/.test(key) || keys.length >= maxKeys) return;
      keys += key;
      cancelTimer();
      cancelTimer = call.later(flush, betweenKeysMs);
    },
  };
}
