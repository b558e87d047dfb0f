import type { Payload } from '@/realtime-server/ports/carrier';
import type {
  ConversationItem,
  ResponseRequest,
  VoiceModel,
  VoiceModelEvent,
  VoiceSettings,
} from '@/realtime-server/ports/voice-model';

export type Did = [command: string, ...details: unknown[]];

/** A model that does nothing by itself: the test says what it reports, and reads what it was told. */
export type ScriptedVoiceModel = VoiceModel & {
  report(...events: VoiceModelEvent[]): void;
  /** Everything it was told since it was last asked, in order, sound left out. */
  took(): Did[];
  readonly sound: Payload[];
  readonly asked: ResponseRequest[];
  settings(): VoiceSettings | null;
  isClosed(): boolean;
  /** When it is closed it goes on telling what it had begun to, until the given function is called. */
  tellsOn(): () => void;
};

function wordsOf(item: ConversationItem): string {
  if (item.role === 'tool_call') return `${item.name} ${item.argumentsJson}`;
  return item.role === 'tool' ? item.output : item.text;
}

export function makeScriptedVoiceModel(note: (did: Did) => void = () => {}): ScriptedVoiceModel {
  const sound: Payload[] = [];
  const asked: ResponseRequest[] = [];
  let told: Did[] = [];
  let listener: (event: VoiceModelEvent) => void = () => {};
  let settings: VoiceSettings | null = null;
  let isClosed = false;
  let farewell = Promise.resolve();

  function did(...what: Did): void {
    told.push(what);
    note(what);
  }

  return {
    sound,
    asked,
    settings: () => settings,
    isClosed: () => isClosed,
    listen(next) {
      listener = next;
    },
    configure(given) {
      settings = given;
    },
    adjust(given) {
      settings = given;
      did(
        'adjust',
        given.maxOutputTokens,
        given.tools.map(({ name }) => name),
      );
    },
    appendAudio: (payload) => void sound.push(payload),
    listenTo: (callers) => did('listenTo', callers),
    addItem: (item) => did('addItem', item.role, wordsOf(item)),
    deleteItem: (itemId) => did('deleteItem', itemId),
    truncate: (itemId, heardMs) => did('truncate', itemId, heardMs),
    createResponse(request) {
      asked.push(request);
      did('createResponse');
    },
    cancelResponse: (responseId) => did('cancelResponse', responseId),
    tellsOn() {
      const { promise, resolve } = Promise.withResolvers<void>();
      farewell = promise;
      return resolve;
    },
    close() {
      isClosed = true;
      return farewell;
    },
    report(...events) {
      for (const event of events) listener(event);
    },
    took() {
      const all = told;
      told = [];
      return all;
    },
  };
}
