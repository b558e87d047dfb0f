import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallTexts } from '@/realtime-server/ports/texts';
import type { CallStarter } from '@/realtime-server/session/call-starter';
import { makeSetup } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { complaintsOf, placePracticeCall, practiceStarter } from '../../support/practice-line';
import { openPracticeHouse, type PracticeHouse } from '../practice/practice-house';

const send = vi.fn<CallTexts['send']>();
const config = makeConfig({
  texting: { enabled: true, templates: [{ name: 'Address', text: 'We are at {address}.', when: '' }] },
});
let house: PracticeHouse;
let starter: CallStarter;

beforeAll(async () => {
  house = await openPracticeHouse();
  starter = practiceStarter(house, { textsOf: () => ({ send }) });
}, 30_000);
beforeEach(async () => {
  await house.script({});
  send.mockReset();
});
afterAll(() => house.close());

async function answered() {
  const call = placePracticeCall(starter, makeSetup({ config }));
  await call.agentSaid(/How can I help/);
  return call;
}

describe('a caller who wants it as a text', () => {
  it('gets it, and hears that it is sent', async () => {
    send.mockResolvedValue({ sent: true });
    const call = await answered();
    call.session.onText('Can you text me the address?');
    await call.agentSaid(/I have sent it as a text/);
    call.session.onClosed('caller_hung_up');
    await call.ended;

    expect(send.mock.calls).toEqual([[{ toolCallId: expect.any(String), template: 'Address' }]]);
    expect(call.record.turns().find(({ speaker }) => speaker === 'tool')?.detail).toMatchObject({ name: 'send_text' });
    expect(await complaintsOf(house)).toBe(0);
  }, 30_000);

  it('hears why not, where none may be sent', async () => {
    send.mockResolvedValue({ sent: false, why: 'landline' });
    const call = await answered();
    call.session.onText('Please send me a text with the address.');
    await call.agentSaid(/you are on a landline/);
    call.session.onClosed('caller_hung_up');
    await call.ended;
    expect(send).toHaveBeenCalledTimes(1);
  }, 30_000);

  it('who speaks over it gets one text, and an answer that knows of it', async () => {
    const held = Promise.withResolvers<Awaited<ReturnType<CallTexts['send']>>>();
    send.mockReturnValue(held.promise);
    const call = await answered();
    call.session.onText('Can you text me the address?');
    await vi.waitFor(() => expect(send).toHaveBeenCalled(), 10_000);
    call.session.onText('Oh, and are you open on Saturday?');
    held.resolve({ sent: true });
    await call.agentSaid(/Saturday|sent it as a text/);
    call.session.onClosed('caller_hung_up');
    await call.ended;

    expect(send).toHaveBeenCalledTimes(1);
    expect(call.record.turns().filter(({ speaker }) => speaker === 'tool')).toHaveLength(1);
    expect(await complaintsOf(house)).toBe(0);
  }, 30_000);
});
