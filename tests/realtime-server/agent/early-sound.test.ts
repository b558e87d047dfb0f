import { afterEach, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { systemClock } from '@/lib/platform/clock';
import { OpenAiVoiceModel, safetyIdentifier } from '@/realtime-server/agent/openai-realtime';
import { voiceSettings } from '@/realtime-server/agent/session-settings';
import type { VoiceModelEvent } from '@/realtime-server/ports/voice-model';
import { silentLog } from '../../support/make-call';
import { makeCallContext, makeConfig } from '../../support/make-config';
import { openScriptedServer } from '../../support/scripted-realtime-server';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const place = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };

it('keeps sound that comes before anybody listens as it was, whatever is read next into the place where it lay', async () => {
  const provider = await openScriptedServer({});
  const model = new OpenAiVoiceModel({
    account: { apiKey: 'sk-test', baseUrl: provider.baseUrl },
    model: 'gpt-realtime-2.1',
    safetyIdentifier: safetyIdentifier('tenant', null),
    clock: systemClock,
    log: silentLog,
  });
  open.push(model, provider);
  model.configure(voiceSettings(compileAgent(makeConfig(), makeCallContext()), 'pcmu_8k'));
  await provider.whenSent('session.update');

  const said = ['AAAA', 'BBBB', 'CCCC', 'DDDD'];
  for (const [count, delta] of said.entries()) {
    provider.say({ type: 'response.output_audio.delta', event_id: `ev_${count}`, ...place, delta });
  }
  await provider.settled();
  provider.say({ type: 'rate_limits.updated', event_id: 'ev_9', rate_limits: ['x'.repeat(40_000)] });
  await provider.settled();
  const events: VoiceModelEvent[] = [];
  model.listen((event) => events.push(event));

  const heard = events.flatMap((event) => (event.type === 'audio' ? [event.payload.toString('latin1')] : []));
  expect(heard).toEqual(said);
});
