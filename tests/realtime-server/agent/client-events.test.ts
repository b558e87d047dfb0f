import { describe, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import * as commands from '@/realtime-server/agent/client-events';
import { listeningRequest, sessionRequest, voiceSettings } from '@/realtime-server/agent/session-settings';
import { clientEventSchema } from '@/realtime-server/practice/model/client-event';
import { makeCallContext, makeConfig } from '../../support/make-config';

const settings = voiceSettings(compileAgent(makeConfig(), makeCallContext()), 'pcmu_8k');
const wide = { ...settings, format: 'pcm_24k', noiseReduction: 'far_field', answersByItself: false } as const;
const byMeaning = { ...settings, turnDetection: { type: 'semantic_vad', eagerness: 'low' } } as const;

const everyCommand = [
  commands.sessionUpdate('foyer_1', sessionRequest(settings)),
  commands.sessionUpdate('foyer_2', sessionRequest(wide)),
  commands.sessionUpdate('foyer_3', sessionRequest({ ...settings, turnDetection: null, transcription: null })),
  JSON.parse(Buffer.concat(Object.values(commands.audioAppend(Buffer.from('////')))).toString()),
  commands.itemCreate('foyer_5', { itemId: 'foyer_greeting_1', role: 'agent', text: 'Hello.', first: true }),
  commands.itemCreate('foyer_6', { itemId: 'foyer_keys_2', role: 'caller', text: '[keypad: 1]' }),
  commands.itemCreate('foyer_7', { itemId: 'foyer_note_3', role: 'system', text: 'Note.' }),
  commands.itemCreate('foyer_8', { itemId: 'foyer_result_4', role: 'tool', toolCallId: 'call_1', output: '{}' }),
  commands.itemDelete('foyer_9', 'item_1'),
  commands.itemTruncate('foyer_10', 'item_1', 1234.9),
  commands.responseCreate({ requestId: 'foyer_ask_5' }),
  commands.responseCreate({ requestId: 'foyer_ask_6', instructions: 'Hi', mayUseTools: false, withoutHistory: true }),
  commands.responseCancel('foyer_11', 'resp_1'),
  commands.audioClear('foyer_12'),
  commands.sessionUpdate('foyer_13', listeningRequest(settings, false)),
  commands.sessionUpdate('foyer_14', listeningRequest(settings, true)),
  commands.sessionUpdate('foyer_15', sessionRequest(byMeaning)),
];

/** Names of the beta shape, which the GA service refuses or, worse, ignores. */
const betaNames = [
  'modalities',
  'input_audio_format',
  'output_audio_format',
  'input_audio_transcription',
  'max_response_output_tokens',
  'temperature',
  'prompt',
  'g711_ulaw',
];

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? [value] : [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

describe('what we send to the voice model', () => {
  it.each(everyCommand.map((command) => [command.type, command] as const))('is a GA event: %s', (_, command) => {
    expect(clientEventSchema.safeParse(command).error).toBeUndefined();
    if (command.type !== 'input_audio_buffer.append') expect(command.event_id).toMatch(/^foyer_/);
  });

  it('uses no name of the beta', () => {
    const { tools: _, instructions: __, ...session } = sessionRequest(settings);

    expect(namesIn([...everyCommand.slice(3), session]).filter((name) => betaNames.includes(name))).toEqual([]);
  });

  it('cuts at whole milliseconds', () => {
    expect(commands.itemTruncate('foyer_1', 'item_1', 1234.9)).toMatchObject({ audio_end_ms: 1234, content_index: 0 });
  });

  it('asks for sound in every answer', () => {
    expect(commands.responseCreate({ requestId: 'x' }).response?.output_modalities).toEqual(['audio']);
  });
});
