import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import type { CallTexts } from '@/realtime-server/ports/texts';
import { makeToolbox } from '@/realtime-server/tools/toolbox';
import { makeFakeClock } from '../../support/fake-clock';
import { makeFakeStore, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const templates = [{ name: 'Address', text: 'We are at {address}.', when: 'Somebody asks where we are' }];
const config = makeConfig({ texting: { enabled: true, templates } });

function makeTexts(send: CallTexts['send'] = async () => ({ sent: true })) {
  const wishes: unknown[] = [];
  const texts: CallTexts = {
    send(wish) {
      wishes.push(wish);
      return send(wish);
    },
  };
  const clock = makeFakeClock();
  const toolbox = makeToolbox({
    offered: toolDefinitions(config),
    context: {
      callerNumber: '+12025550177',
      hours: config.hours,
      store: makeFakeStore().store,
      texts,
      declineRecording: async () => undefined,
    },
    clock,
    log: silentLog,
  });
  const use = (argumentsJson: string, toolCallId = 'call_1') =>
    toolbox.use({ toolCallId, name: 'send_text', argumentsJson });
  return { wishes, use, clock };
}

describe('send_text', () => {
  it('is offered with the names of the texts and when to send them, and only where there are some', () => {
    const named = (changed: Parameters<typeof makeConfig>[0]) =>
      toolDefinitions(makeConfig(changed)).find(({ name }) => name === 'send_text');
    const offered = named({ texting: { enabled: true, templates } });

    expect(offered?.parameters).toMatchObject({
      properties: { template: { enum: ['Address'] } },
      additionalProperties: false,
    });
    expect(offered?.description).toContain('"Address": Somebody asks where we are');
    expect(named({ texting: { enabled: false, templates } })).toBeUndefined();
    expect(named({ texting: { enabled: true, templates: [] } })).toBeUndefined();
  });

  it('passes on the name and the id of the use, and says that the text is on its way', async () => {
    const { use, wishes } = makeTexts();
    const result = await use('{"template":"Address"}');

    expect(wishes).toEqual([{ toolCallId: 'call_1', template: 'Address' }]);
    expect(result).toMatchObject({ ok: true, next: 'reply', output: { note: expect.stringContaining('on its way') } });
  });

  it('used twice with one id is used once', async () => {
    const { use, wishes } = makeTexts();
    await use('{"template":"Address"}');
    expect(use('{"template":"Address"}')).toBeNull();
    expect(wishes).toHaveLength(1);
  });

  it('says in a sentence why there is no text, and what to offer instead', async () => {
    const { use } = makeTexts(async () => ({ sent: false, why: 'opted_out' }));
    const result = await use('{"template":"Address"}');
    expect(result?.ok).toBe(false);
    expect(result?.output.error).toMatch(/asked us to send it no texts.*take a message/);
  });

  it('promises to follow up where nothing can be queued, and gives up in time where nothing answers', async () => {
    const away = await makeTexts(async () => Promise.reject(new Error('away'))).use('{"template":"Address"}');
    const slow = makeTexts(() => new Promise(() => undefined));
    const answer = slow.use('{"template":"Address"}');
    slow.clock.advance(8_000);

    expect(away?.output.error).toMatch(/could not be sent now.*follows up/);
    expect(await answer).toMatchObject({ ok: false, output: { error: 'timeout' } });
  });

  it('with 500 hostile arguments names a number or words of its own to nobody', async () => {
    const hostile = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ template: fc.constant('Address'), to: fc.constantFrom('+19005550199', 'sip:x@y') })
        .map((x) => JSON.stringify(x)),
      fc.record({ template: fc.string(), body: fc.string() }).map((x) => JSON.stringify(x)),
      fc.record({ template: fc.anything() }).map((x) => JSON.stringify(x)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (argumentsJson) => {
        const { use, wishes } = makeTexts();
        await use(argumentsJson);
        for (const wish of wishes) expect(Object.keys(wish as object).sort()).toEqual(['template', 'toolCallId']);
        if (/"(to|body|number|phone)":/.test(argumentsJson)) expect(wishes).toEqual([]);
      }),
      // A template may be called like a field: that names nobody.
      { numRuns: 500, examples: [['{"template":"to"}'], ['{"template":"Address","to":"+19005550199"}']] },
    );
  });
});
