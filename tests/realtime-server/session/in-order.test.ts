import { expect, it } from 'vitest';
import type { VoiceModelEvent } from '@/realtime-server/ports/voice-model';
import { makeInOrder } from '@/realtime-server/session/in-order';

it('tells what came behind a caller who cut in as it came, whatever is read next where its sound lay', () => {
  const heard: VoiceModelEvent[] = [];
  let goOn = () => {};
  const tell = makeInOrder(
    {
      onceRead: (next) => {
        goOn = next;
      },
    },
    (event) => void heard.push(event),
  );
  const place = Buffer.from('AAAA');
  const sound = { type: 'audio', responseId: 'resp', itemId: 'item' } as const;

  tell({ type: 'caller_started', itemId: 'caller' });
  tell({ ...sound, payload: place });
  place.write('BBBB');
  expect(heard).toEqual([]);
  goOn();

  expect(heard).toEqual([
    { type: 'caller_started', itemId: 'caller' },
    { ...sound, payload: Buffer.from('AAAA') },
  ]);
});
