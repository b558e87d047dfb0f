import { describe, expect, it } from 'vitest';
import {
  areLastWordsPlayed,
  callOver,
  closingBegun,
  closingCancelled,
  lastWordsSent,
  newCall,
  outcomeOf,
} from '@/realtime-server/session/call-state';

describe('the end of a call', () => {
  it('is the first that came', () => {
    const over = callOver(callOver(newCall, 'caller_hung_up'), 'error');

    expect(over).toMatchObject({ phase: 'over', endReason: 'caller_hung_up' });
  });

  it('begins for one reason; only a limit or a fault takes over from a goodbye', () => {
    const goodbye = closingBegun(newCall, 'agent_ended');

    expect(closingBegun(goodbye, 'silence').closing?.reason).toBe('agent_ended');
    expect(closingBegun(goodbye, 'max_duration').closing?.reason).toBe('max_duration');
    expect(closingBegun(closingBegun(newCall, 'max_duration'), 'agent_ended').closing?.reason).toBe('max_duration');
  });

  it('is called off by a caller who has more to say, but a limit is not', () => {
    expect(closingCancelled(closingBegun(newCall, 'agent_ended'))).toMatchObject({ phase: 'talking', closing: null });
    expect(closingCancelled(closingBegun(newCall, 'max_duration')).closing?.reason).toBe('max_duration');
  });

  it('comes when the very mark behind the last words was played', () => {
    const state = lastWordsSent(closingBegun(newCall, 'agent_ended'), 'final:2');

    expect([areLastWordsPlayed(state, 'final:1'), areLastWordsPlayed(state, 'final:2')]).toEqual([false, true]);
    expect(areLastWordsPlayed(closingCancelled(state), 'final:2')).toBe(false);
  });

  it.each([
    ['caller_hung_up', false, 'answered'],
    ['caller_hung_up', true, 'message_taken'],
    ['ai_unavailable', false, 'failed'],
    ['ai_unavailable', true, 'message_taken'],
    ['carrier_lost', false, 'answered'],
    ['no_speech', false, 'nobody_there'],
    ['recorded_caller', false, 'nobody_there'],
    ['recorded_caller', true, 'message_taken'],
    ['error', false, 'failed'],
  ] as const)('%s, message %s: %s', (reason, hasMessage, outcome) => {
    expect(outcomeOf({ ...callOver(newCall, reason), hasMessage })).toBe(outcome);
  });
});
