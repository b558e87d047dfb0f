import { describe, expect, it } from 'vitest';
import { bookingTools } from '@/lib/agent/booking-tools';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import { bookingSchema } from '@/lib/contracts/booking';
import { answerAppointment } from '@/realtime-server/practice/answers/appointments';
import type { Item } from '@/realtime-server/practice/model/conversation';
import type { FunctionTool } from '@/realtime-server/practice/model/session-config';
import { makeConfig } from '../../support/make-config';

const booking = bookingSchema.parse({
  enabled: true,
  services: [
    { id: 'cleaning', name: 'Cleaning', minutes: 45 },
    { id: 'check-up', name: 'Check-up', minutes: 30 },
  ],
});
const config = makeConfig({ booking });
const names = new Set(bookingTools(config).map(({ name }) => name));
const tools: FunctionTool[] = toolDefinitions(config).filter(({ name }) => names.has(name));
const instructions = 'Local date and time: Saturday, 21 November 2026, 10:30 am (America/New_York)';

/** Speaks with the model line by line; each tool answers as told. */
function talk(outputs: Record<string, Record<string, unknown>> = {}) {
  const items: Item[] = [];
  const head = () => ({ id: `item_${items.length}`, object: 'realtime.item', status: 'completed' }) as const;
  const used: { name: string; arguments: Record<string, unknown> }[] = [];

  function answer(): string | undefined {
    const reply = answerAppointment({ items, tools, instructions });
    if (!reply) return undefined;
    const content = [{ type: 'output_audio', transcript: reply.say } as const];
    items.push({ ...head(), type: 'message', role: 'assistant', content });
    for (const call of reply.calls) {
      used.push(call);
      const callId = `call_${items.length}`;
      items.push({ ...head(), type: 'function_call', name: call.name, call_id: callId, arguments: '' });
      const output = JSON.stringify(outputs[call.name] ?? { ok: true, say: 'Done.' });
      items.push({ ...head(), type: 'function_call_output', call_id: callId, output });
    }
    return reply.calls.length > 0 ? answer() : reply.say;
  }

  return {
    used,
    say(text: string) {
      items.push({ ...head(), type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
      return answer();
    },
  };
}

describe('the practice model', () => {
  it('asks for the name, reads back, and books when the caller says yes', () => {
    const call = talk({ book_appointment: { ok: true, say: 'Cleaning is booked.' } });

    const asked = call.say('I would like to book a cleaning on Tuesday at ten.');
    const readBack = call.say('My name is Ada Lovelace.');
    const done = call.say('Yes, please.');

    expect([asked, readBack, done]).toEqual([
      'May I have your name, please?',
      'Cleaning on Tuesday 24 November at 10 am, for Ada Lovelace. Is that right?',
      'Cleaning is booked. Is there anything else I can help you with?',
    ]);
    expect(call.used).toEqual([
      {
        name: 'book_appointment',
        arguments: { service: 'Cleaning', date: '2026-11-24', time: '10:00', caller_name: 'Ada Lovelace', note: '' },
      },
    ]);
  });

  it('looks for times where none was named, and books the one that is chosen', () => {
    const call = talk({ find_times: { ok: true, say: 'Tuesday: 9 am or 11 am.' } });

    const offered = call.say('This is Ada. Can I book a check-up on Tuesday?');
    call.say('Eleven o’clock, please. At 11.');

    expect(offered).toBe('Tuesday: 9 am or 11 am. Which time suits you?');
    expect(call.used).toEqual([{ name: 'find_times', arguments: { service: 'Check-up', date: '2026-11-24' } }]);
    expect(call.say('Yes.')).toContain('Done.');
    expect(call.used.at(-1)).toMatchObject({ name: 'book_appointment', arguments: { time: '11:00' } });
  });

  it('says what is free instead when the time is taken, and leaves out what is only for the agent', () => {
    const call = talk({
      book_appointment: {
        error: 'Nothing was booked. That time is taken. Free instead on Tuesday: 9 am or 11 am. Offer that.',
      },
    });

    call.say('This is Ada. I want to book a cleaning on Tuesday at ten.');

    expect(call.say('Yes.')).toBe('Nothing was booked. That time is taken. Free instead on Tuesday: 9 am or 11 am.');
  });

  it('moves by reference and cancels by name', () => {
    const call = talk();

    call.say('I need to move my appointment, the reference is K M 7 4 2, to Wednesday at 2 pm.');
    call.say('Yes.');
    call.say('And please cancel my other appointment.');
    call.say('Ada Lovelace');
    call.say('Yes.');

    expect(call.used).toEqual([
      {
        name: 'move_appointment',
        arguments: {
          ...{ reference: 'KM742', caller_name: null, current_date: null },
          ...{ new_date: '2026-11-25', new_time: '14:00' },
        },
      },
      { name: 'cancel_appointment', arguments: { reference: null, caller_name: 'Ada Lovelace', current_date: null } },
    ]);
  });

  it('has nothing to say of appointments when the talk is about something else', () => {
    const call = talk();

    expect(call.say('Are you open on Saturday?')).toBeUndefined();
    call.say('I would like to book a cleaning.');
    expect(call.say('What are your opening hours on Saturday?')).toBeUndefined();
  });
});
