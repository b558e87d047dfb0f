import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallStarter } from '@/realtime-server/session/call-starter';
import { complaintsOf, placePracticeCall, practiceStarter } from '../../support/practice-line';
import { openPracticeHouse, type PracticeHouse } from '../practice/practice-house';

let house: PracticeHouse;
let starter: CallStarter;

beforeAll(async () => {
  house = await openPracticeHouse();
  starter = practiceStarter(house);
}, 30_000);
beforeEach(() => house.script({}));
afterAll(() => house.close());

const greeting = 'Thank you for calling Bright Smile Dental. This is Alex. How can I help you?';

describe('a call with the practice model', () => {
  it('greets in the exact words, answers from the facts, takes a message and hangs up after goodbye', async () => {
    const call = placePracticeCall(starter);
    await call.agentSaid(/How can I help/);

    call.session.onText('Are you open on Saturday?');
    await call.agentSaid(/Saturday/);
    call.session.onText('Please take a message. My name is Ada.');
    await call.agentSaid(/What is the message/);
    call.session.onText('Tell them to call me back about my crown.');
    await call.agentSaid(/passed on your message/);
    call.session.onText('Goodbye.');
    await call.ended;

    const turns = call.record.turns();
    expect(turns[0]).toMatchObject({ speaker: 'agent', text: greeting, final: true });
    expect(turns.every(({ final }) => final)).toBe(true);
    expect(turns.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
    expect(call.record.messages).toMatchObject([[expect.any(String), { caller_name: 'Ada' }]]);
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'message_taken' }]);
    expect(call.carrier.did().at(-1)).toEqual(['hangUp']);
    expect(await complaintsOf(house)).toBe(0);
  }, 60_000);

  it('plays the greeting’s clip at once the next time, and lets the caller cut in without a complaint', async () => {
    await house.script({ lateDeltasAfterCancel: 5 });
    const call = placePracticeCall(starter);
    expect(call.record.firstAudioMs[0]).toBeLessThan(100);
    await call.agentSaid(/How can I help/);

    call.session.onText('What are your opening hours?');
    await call.agentBegins(/Monday/);
    call.session.onText('Stop, thank you.');
    await call.agentBegins(/welcome/);
    call.session.onClosed('caller_hung_up');
    await call.ended;

    expect(call.record.turns()[2]).toMatchObject({ speaker: 'agent', interrupted: true, final: true });
    expect(call.record.ends).toEqual([{ reason: 'caller_hung_up', outcome: 'answered' }]);
    expect(await complaintsOf(house)).toBe(0);
  }, 60_000);
});

describe('a practice model that misbehaves', () => {
  let complaints = 0;
  beforeEach(async () => {
    complaints = await complaintsOf(house);
  });

  it('is asked again when it answers in text, so that the caller hears the answer', async () => {
    const call = placePracticeCall(starter);
    await call.agentSaid(/How can I help/);
    await house.script({ replies: [{ say: 'Nobody hears this.', asText: true }] });

    call.session.onText('Are you open on Saturday?');
    const heard = await call.agentSaid(/Saturday/);
    await call.session.end('caller_hung_up');

    expect(heard.text).toContain('closed');
    expect(call.record.events.map(([kind]) => kind)).toEqual(['text_instead_of_audio']);
  }, 60_000);

  it('is asked again when it fails once', async () => {
    const call = placePracticeCall(starter);
    await call.agentSaid(/How can I help/);
    await house.script({ replies: [{ fail: 'server_error' }] });

    call.session.onText('Are you open on Saturday?');
    await call.agentSaid(/Saturday/);
    await call.session.end('caller_hung_up');

    expect(call.record.events.map(([kind]) => kind)).toEqual(['response_failed']);
  }, 60_000);

  it('costs the caller a moment when it drops in mid-sentence: another one answers, and nobody is greeted twice', async () => {
    const call = placePracticeCall(starter);
    await call.agentSaid(/How can I help/);
    await house.script({ drop: { after: 'audio_deltas', count: 5, code: 1011 } });

    call.session.onText('What are your opening hours?');
    await vi.waitFor(() => expect(call.record.events.map(([kind]) => kind)).toContain('model_lost'), 20_000);
    await house.script({});
    await vi.waitFor(
      () => expect(call.record.turns().filter(({ speaker }) => speaker === 'agent')).toHaveLength(3),
      20_000,
    );
    await call.agentSaid(/Is there anything else/);
    call.session.onText('Goodbye.');
    await call.ended;

    const said = call.record.turns().filter(({ speaker }) => speaker === 'agent');
    expect(said.filter(({ text }) => text.includes('Thank you for calling Bright Smile Dental. This is'))).toHaveLength(
      1,
    );
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'answered' }]);
    expect(await complaintsOf(house)).toBe(complaints);
  }, 60_000);

  it('costs the caller an apology and the next instruction when it drops again and again, not silence', async () => {
    const call = placePracticeCall(starter);
    await call.agentSaid(/How can I help/);
    await house.script({ drop: { after: 'audio_deltas', count: 5, code: 1011 } });

    call.session.onText('What are your opening hours?');
    await call.ended;

    expect(call.carrier.did().at(-1)).toEqual(['release']);
    expect(call.record.ends).toEqual([{ reason: 'ai_unavailable', outcome: 'failed' }]);
    expect(call.record.turns().at(-1)).toMatchObject({ speaker: 'agent', final: true });
  }, 60_000);
});
