import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeSilentPlayer } from '@/components/test-call/player';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function listen() {
  const told: string[] = [];
  const events = {
    onPlayed: (mark: string) => told.push(mark),
    onSpeaking: (speaking: boolean) => told.push(speaking ? 'speaking' : 'quiet'),
    onLevel: () => {},
  };
  return { told, events };
}

it('tells marks when the sound before them would have been played', () => {
  const { told, events } = listen();
  const player = makeSilentPlayer('phone', events);

  player.audio(new ArrayBuffer(8_000));
  player.mark('half');
  player.audio(new ArrayBuffer(8_000));
  player.mark('all');
  vi.advanceTimersByTime(1_500);

  expect(told).toEqual(['speaking', 'half']);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['speaking', 'half', 'quiet', 'all']);
});

it('forgets sound and marks that were cleared', () => {
  const { told, events } = listen();
  const player = makeSilentPlayer('wide', events);

  player.audio(new ArrayBuffer(48_000));
  player.mark('never');
  player.clear();
  vi.advanceTimersByTime(5_000);

  expect(told).toEqual(['speaking', 'quiet']);
});
