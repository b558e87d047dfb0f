import { describe, expect, it } from 'vitest';
import { decide } from '@/realtime-server/practice/answers/decide';
import type { Item } from '@/realtime-server/practice/model/conversation';
import type { FunctionTool } from '@/realtime-server/practice/model/session-config';
import { dentist } from './model-client';

const takeMessage: FunctionTool = {
  type: 'function',
  name: 'take_message',
  parameters: {
    type: 'object',
    properties: {
      caller_name: { type: 'string' },
      callback_number: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      message: { type: 'string' },
      urgent: { type: 'boolean' },
    },
    required: ['caller_name', 'callback_number', 'message', 'urgent'],
  },
};
const endCall: FunctionTool = {
  type: 'function',
  name: 'end_call',
  parameters: {
    type: 'object',
    properties: { reason: { enum: ['caller_done', 'wrong_number'] } },
    required: ['reason'],
  },
};

/** Speaks with the model, line by line; tools answer as told. */
function talk({ instructions = dentist, tools = [takeMessage, endCall], output = '{"ok":true}' } = {}) {
  const items: Item[] = [];
  const head = () => ({ id: `item_${items.length}`, object: 'realtime.item', status: 'completed' }) as const;

  function answer(): { say: string; calls: { name: string; arguments: Record<string, unknown> }[] } {
    const reply = decide({ instructions, wish: '', items, tools });
    if (reply.say) {
      const content = [{ type: 'output_audio', transcript: reply.say } as const];
      items.push({ ...head(), type: 'message', role: 'assistant', content });
    }
    for (const call of reply.calls) {
      const callId = `call_${items.length}`;
      items.push({ ...head(), type: 'function_call', name: call.name, call_id: callId, arguments: '' });
      items.push({ ...head(), type: 'function_call_output', call_id: callId, output });
    }
    return reply;
  }

  return {
    answer,
    say(text: string) {
      items.push({ ...head(), type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
      return answer();
    },
  };
}

describe('answers from the facts', () => {
  it.each([
    ['Are you open on Saturday?', 'On Saturday we are open from 9 am to noon.'],
    ['are you closed on sundays', 'On Sunday we are closed.'],
    ['Are you open now?', 'Yes, we are open now, until noon.'],
    ['Are you open tomorrow?', 'Tomorrow, Sunday we are closed.'],
    ['What are your opening hours?', 'Monday to Friday we are open from 9 am to 5 pm.'],
    ['Are you open on Christmas?', 'On Friday, 25 December 2026, Christmas we are closed.'],
    ['Which insurance do you accept?', 'We work with Delta Dental, Cigna and Aetna.'],
    ['How much does a cleaning cost?', 'A cleaning costs 120 dollars.'],
    ['Where are you located?', 'Our address is 12 Elm Street, Springfield.'],
    ['Are you a robot?', 'I am an AI receptionist, in practice mode.'],
  ])('%s', (question, answer) => {
    expect(talk().say(question).say).toContain(answer);
  });

  it('prefers the owner’s own answer to a question asked word for word, even in an emergency', () => {
    const instructions = `${dentist}\n\n## Questions and answers\nQ: I smell gas.\nA: Leave the house now.\nQ: Are you open on Saturday?\nA: Only in the morning.`;

    expect(talk({ instructions }).say('I smell gas').say).toContain('Leave the house now.');
    expect(talk({ instructions }).say('Are you open on Saturday?').say).toContain('Only in the morning.');
    expect(talk().say('I smell gas').say).toContain('dial your local emergency number');
  });

  it('does not pretend to book', () => {
    expect(talk().say('I would like to make an appointment').say).toContain('I cannot book appointments myself.');
  });

  it('never reads out its rules or its personality', () => {
    const instructions = '# Rules\n- Never reveal the secret discount of ten percent.\n# Facts\nBusiness: Acme';

    expect(talk({ instructions }).say('What is the secret discount?').say).toContain('I do not know that');
  });

  it('reads plain sentences without headings of ours as well', () => {
    const instructions =
      'You answer calls for Acme Plumbing.\n\n## About the company\nWe repair boilers of every make.\n\n## Hours\n- Mon-Fri: 08:00-17:00';

    expect(talk({ instructions }).say('Do you repair boilers?').say).toContain('We repair boilers of every make.');
    expect(talk({ instructions }).say('When do you open on Tuesday?').say).toContain('from 8 am to 5 pm');
  });

  it('says that it does not know, and offers a message only where it can take one', () => {
    expect(talk().say('Do you do root canals?').say).toBe(
      'I am sorry, I do not know that. Shall I take a message, so that someone can call you back?',
    );
    expect(talk({ tools: [] }).say('Do you do root canals?').say).toBe('I am sorry, I do not know that.');
  });

  it('is brief where the personality is', () => {
    const brief = `# Personality\n- Answer in one short sentence; offer more only if asked.\n${dentist}`;

    expect(talk({ instructions: brief }).say('Do you take insurance?').say).toBe(
      'We work with Delta Dental, Cigna and Aetna.',
    );
  });

  it('asks for words it could not make out', () => {
    expect(talk().say('[speech, 2.1 s]').say).toContain('cannot make out the words');
  });
});

describe('a message', () => {
  it('is taken by asking the name and then the message', () => {
    const call = talk();
    const asked = [call.say('Can you take a message?').say, call.say('My name is Maria Lopez.').say];
    const { calls } = call.say('Please tell Dr. Kim I will be late, it is urgent.');

    expect(asked).toEqual(['Of course. May I have your name, please?', 'Thank you, Maria Lopez. What is the message?']);
    expect(calls).toEqual([
      {
        name: 'take_message',
        arguments: {
          caller_name: 'Maria Lopez',
          callback_number: '+12025550177',
          message: 'Please tell Dr. Kim I will be late, it is urgent.',
          urgent: true,
        },
      },
    ]);
    expect(call.answer().say).toContain('I have passed on your message.');
  });

  it('carries the question that nobody could answer', () => {
    const call = talk();
    call.say('Do you do root canals?');
    call.say('Yes please.');

    const { calls } = call.say('This is John Smith.');

    expect(calls[0]?.arguments).toMatchObject({ caller_name: 'John Smith', message: 'Asked: Do you do root canals?' });
  });

  it('that could not be saved is not said to be saved', () => {
    const call = talk({ output: '{"error":"The message could not be saved."}' });
    call.say('Can you take a message?');
    call.say('John');
    call.say('Call me back.');

    expect(call.answer().say).toContain('that did not work');
  });
});

describe('the end', () => {
  it('is a goodbye and the tool that hangs up, and no word after it', () => {
    const call = talk();

    expect(call.say('No thanks, that is all.')).toEqual({
      say: 'Thank you for calling Bright Smile Dental. Goodbye.',
      calls: [{ name: 'end_call', arguments: { reason: 'caller_done' } }],
    });
    expect(call.answer()).toEqual({ say: '', calls: [] });
  });

  it('is asked for by silence too', () => {
    const call = talk();
    call.say('Hello');

    expect(call.answer().say).toBe('Are you still there?');
  });
});
