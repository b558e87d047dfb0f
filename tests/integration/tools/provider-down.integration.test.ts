import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '@/realtime-server/jobs/retry';
import { endAllCalls } from '../../support/line-carrier';
import { onlyTalk } from '../../support/tool-case';
import { toolCases } from '../../support/tool-cases';
import { openToolHouse, type Plan, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;
const inputOf = (name: string) => toolCases[name]?.input ?? {};
const messages = toolCases.take_message?.effects.messages;
const callsBack = 'Apologise, say so, and take a message so that somebody calls back.';

beforeAll(async () => {
  house = await openToolHouse();
});
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

const down: [name: string, broken: NonNullable<Plan['broken']>[number], told: string][] = [
  [
    'find_times',
    'calendar',
    'The calendar cannot be read now. Apologise, and take a message so that somebody calls back with a time.',
  ],
  ['book_appointment', 'calendar', `It is not certain whether it was booked. ${callsBack}`],
  ['move_appointment', 'calendar', `It is not certain whether it was moved. ${callsBack}`],
  ['cancel_appointment', 'calendar', `It is not certain whether it was cancelled. ${callsBack}`],
  [
    'send_text',
    'texts',
    'The text could not be sent now. Apologise, and offer to read it out or to take a message so that somebody follows up.',
  ],
];

describe('a service that is away', () => {
  it.each(down)('%s: the agent says that somebody will follow up, and somebody is told', async (name, broken, told) => {
    const call = await house.ring({ broken: [broken] });

    call.use(name, inputOf(name), 'use_1');
    const output = await call.outputOf('use_1');
    call.use('take_message', inputOf('take_message'), 'use_2');
    const taken = await call.outputOf('use_2');
    const { effects } = await call.over();
    const inbox = await house.sql`select kind from inbox_items where call_id = ${call.setup.callId}`;

    expect(output).toEqual({ error: told });
    expect(taken).toEqual(toolCases.take_message?.output);
    expect(effects).toEqual({ ...onlyTalk, messages });
    expect(inbox.map(({ kind }) => kind)).toEqual(['message']);
  });

  it('has a day to take a text that waits for it', async () => {
    const call = await house.ring();

    call.use('send_text', inputOf('send_text'), 'use_1');
    await call.outputOf('use_1');
    await call.over();
    const [job] = await house.sql`
      select max_attempts from jobs where kind = 'send_text'
        and payload ->> 'textId' in (select id::text from texts where call_id = ${call.setup.callId})`;
    const waits = Array.from({ length: Number(job?.max_attempts) - 1 }, (_, tries) => retryAfterSeconds(tries + 1));
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3600;

    expect(hours).toBeGreaterThanOrEqual(24);
    expect(hours).toBeLessThan(26);
  });
});
