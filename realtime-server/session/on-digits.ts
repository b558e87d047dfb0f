import type { ActiveCall } from './active-call';
import type { RecordingRule } from './on-recording';
import { sayNotRecorded } from './phrases';

/** Keys that follow each other more quickly belong together. */
const betweenKeysMs = 2000;
const maxKeys = 64;
/** Long rows of digits are payment cards and the like: the model may need them, the transcript does not. */
const privateFrom = 12;

/** This key alone, where callers are asked: not to be recorded. */
const declineKey = '9';

export function makeDigits(call: ActiveCall, recording: Pick<RecordingRule, 'canDeclineByKey' | 'decline'>) {
  let keys = '';
  let cancelTimer = () => {};

  function flush(): void {
    const pressed = keys;
    keys = '';
    if (pressed === declineKey && recording.canDeclineByKey()) {
      decline();
      return;
    }
    const isPrivate = pressed.replaceAll(/\D/g, '').length >= privateFrom;
    const shown = isPrivate ? `[keypad: ${pressed.length} keys]` : `[keypad: ${pressed}]`;
    const itemId = call.nextId('keys');
    call.tell({ type: 'caller_said', itemId, text: shown });
    call.whenReady(() => {
      call.model.addItem({ itemId, role: 'caller', text: `[keypad: ${pressed}]` });
      call.sequencer.request();
    });
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
      cancelTimer = call.later(flush, betweenKeysMs);
    },
  };
}
