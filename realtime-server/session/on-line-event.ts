import type { CarrierEvents } from '../ports/carrier';
import type { ActiveCall } from './active-call';
import { onGreetingOver } from './on-answer';
import { cutIn } from './on-caller-speech';
import type { Rules } from './rules';

/** What the line reports. After the call's end nothing of it matters. */
export function lineEvents(call: ActiveCall, rules: Rules, onGone: () => void): CarrierEvents {
  const { recorder, bridge } = call;
  const isOver = () => call.state.phase === 'over';

  function onMark(name: string): void {
    recorder?.markReturned(name);
    const meaning = call.playback.marked(name, call.clock.monotonicMs());
    if (!meaning) return;
    if (meaning.type === 'all_played') rules.closing.allPlayed(name);
    else {
      const { itemId, playedMs, sentMs } = meaning;
      call.tell({ type: 'agent_sounds', itemId, playedMs, sentMs });
    }
    if (meaning.type === 'heard_whole') {
      call.tell({ type: 'agent_heard', itemId: meaning.itemId });
      if (meaning.itemId === call.greeting.itemId) {
        rules.recording.greetingHeard();
        onGreetingOver(call);
      }
    }
    rules.silence.maybeQuiet();
  }

  /** Typed words are a caller's turn that needs no hearing. */
  function onText(text: string): void {
    const itemId = call.nextId('typed');
    rules.silence.broken();
    if (!isGreetingOwed(call)) cutIn(call, false);
    rules.transfer.callerSpoke();
    call.tell({ type: 'caller_said', itemId, text });
    call.whenReady(() => {
      call.model.addItem({ itemId, role: 'caller', text });
      call.sequencer.request();
    });
  }

  return {
    /** Fifty times a second: guarded by itself, so that nothing is made for it, and both know when the call is over. */
    onAudio(payload, sentAtMs) {
      try {
        recorder?.callerSent(payload, sentAtMs);
        bridge.fromCaller(payload);
      } catch (error) {
        call.fail(error);
      }
    },
    onMark: (name) => call.guard(() => isOver() || onMark(name)),
    onDigit(digit) {
      call.guard(() => {
        if (isOver()) return;
        rules.silence.broken();
        rules.digits.pressed(digit);
      });
    },
    onText: (text) => call.guard(() => isOver() || onText(text)),
    onClosed(cause) {
      onGone();
      void call.end(cause === 'lost' ? 'carrier_lost' : 'caller_hung_up');
    },
  };
}

/** Whoever types sooner than the greeting, or into a notice that must be heard, is answered after it. */
function isGreetingOwed({ greeting, setup }: ActiveCall): boolean {
  return greeting.isProtected || (greeting.itemId === null && setup.resumed === null);
}
