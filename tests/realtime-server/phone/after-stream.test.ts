import { expect, it } from 'vitest';
import { afterStream } from '@/realtime-server/phone/stream-ended';

const live = { status: 'live', endReason: null } as const;

it.each([
  ['caller_hung_up', 'hang_up'],
  ['agent_ended', 'hang_up'],
  ['silence', 'hang_up'],
  ['max_duration', 'hang_up'],
  ['ai_unavailable', 'apologise'],
  ['error', 'apologise'],
  ['server_stopped', 'apologise'],
])('a call that ended with %s gets: %s', (endReason, next) => {
  expect(afterStream({ status: 'ended', endReason, tickets: ['spent'] })).toEqual({ next });
});

it('a call that broke off is taken up twice and no more', () => {
  expect(afterStream({ ...live, tickets: ['spent'] })).toEqual({ next: 'resume', attempt: 1 });
  expect(afterStream({ ...live, tickets: ['spent', 'spent'] })).toEqual({ next: 'resume', attempt: 2 });
  expect(afterStream({ ...live, tickets: ['spent', 'spent', 'spent'] })).toEqual({ next: 'apologise' });
});

it('a question that is asked again gets the ticket that is still open', () => {
  expect(afterStream({ ...live, tickets: ['spent', 'open'] })).toEqual({ next: 'resume', attempt: 1 });
});

it('a ticket that nobody used counts as a try, so that a stream that cannot be opened is not tried for ever', () => {
  expect(afterStream({ ...live, tickets: ['expired', 'expired', 'expired'] })).toEqual({ next: 'apologise' });
});

it('a call that was written down late has no tickets, and its first is not used again', () => {
  expect(afterStream({ ...live, tickets: [] })).toEqual({ next: 'resume', attempt: 1 });
});
