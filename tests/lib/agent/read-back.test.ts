import { expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { bookingSchema } from '@/lib/contracts/booking';
import { makeCallContext, makeConfig } from '../../support/make-config';

const booking = bookingSchema.parse({
  ...{ enabled: true, services: [{ id: 'cleaning', name: 'Cleaning', minutes: 45 }] },
  calendars: [{ id: 'chair-1', name: 'Chair 1' }],
});

function agentWith(confirmation: number) {
  const { instructions, tools } = compileAgent(
    makeConfig({ booking, personality: { confirmation } }),
    makeCallContext(),
  );
  return { instructions, toolOf: (name: string) => tools.find((tool) => tool.name === name)?.description ?? '' };
}

it('numbers are said in groups, and messages and appointments are read back before they are kept', () => {
  const { instructions, toolOf } = agentWith(50);

  expect(instructions).toContain('Say telephone numbers digit by digit, in groups.');
  expect(toolOf('take_message')).toContain('Read the message back, then call this once.');
  for (const name of ['book_appointment', 'move_appointment']) {
    expect(toolOf(name)).toMatch(/read .* back and wait for a yes/i);
  }
});

it('names are spelled where the owner wants everything confirmed', () => {
  expect(agentWith(90).instructions).toContain('Repeat every detail, spell names, group digits');
  expect(agentWith(10).instructions).not.toContain('spell names');
});
