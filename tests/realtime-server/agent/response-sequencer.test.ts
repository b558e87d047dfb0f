import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResponseSequencer } from '@/realtime-server/agent/response-sequencer';

function makeSequencer() {
  const did: string[] = [];
  const line = { isCallerSpeaking: false };
  let ids = 0;
  const sequencer = new ResponseSequencer({
    create: ({ requestId, instructions }) =>
      void did.push(`create ${requestId}${instructions ? `: ${instructions}` : ''}`),
    cancel: (responseId) => void did.push(`cancel ${responseId}`),
    nextRequestId: () => `r${++ids}`,
    mustWait: () => line.isCallerSpeaking,
  });
  return { sequencer, did, line };
}

describe('responses in sequence', () => {
  it('asks one at a time, the next when the first has ended', () => {
    const { sequencer, did } = makeSequencer();

    sequencer.request();
    sequencer.request();
    sequencer.started('a');
    const whileActive = [...did];
    sequencer.ended('a');

    expect(whileActive).toEqual(['create r1']);
    expect(did).toEqual(['create r1', 'create r2']);
  });

  it('does not mistake the end of an older response for the end of the running one', () => {
    const { sequencer, did } = makeSequencer();
    sequencer.request();
    sequencer.started('a');
    sequencer.request();

    sequencer.ended('older');

    expect(did).toEqual(['create r1']);
  });

  it('asks again when it was refused because of a response it had not seen yet', () => {
    const { sequencer, did } = makeSequencer();
    sequencer.request({ instructions: 'wait for me' });

    sequencer.refusedAsBusy('r1');
    const before = [...did];
    sequencer.ended('vad');

    expect(before).toEqual(['create r1: wait for me']);
    expect(did.at(-1)).toBe('create r2: wait for me');
  });

  it('silences a response that was asked for before the caller spoke and begins after', () => {
    const { sequencer, did } = makeSequencer();
    sequencer.request();

    sequencer.interrupt(true);
    const mayBeHeard = sequencer.started('late');

    expect(mayBeHeard).toBe(false);
    expect(did).toEqual(['create r1', 'cancel late']);
  });

  it('forgets what the caller’s own turn will settle, and keeps what outlives it', () => {
    const { sequencer, did, line } = makeSequencer();
    sequencer.request();
    sequencer.started('a');
    sequencer.request({ instructions: 'forget' });
    sequencer.request({ instructions: 'keep', outlivesSpeech: true });

    line.isCallerSpeaking = true;
    sequencer.interrupt(true);
    sequencer.ended('a');
    const whileSpeaking = [...did];
    line.isCallerSpeaking = false;
    sequencer.started('vad');
    sequencer.ended('vad');

    expect(whileSpeaking).toEqual(['create r1']);
    expect(did).toEqual(['create r1', 'create r2: keep']);
  });

  it('gives back what a response was asked for, so that it can be asked again', () => {
    const { sequencer } = makeSequencer();
    sequencer.request({ instructions: 'greet' });
    sequencer.started('a');

    expect(sequencer.ended('a')).toEqual({ instructions: 'greet' });
  });

  it('drops a request that was wrong in itself, and goes on', () => {
    const { sequencer, did } = makeSequencer();
    sequencer.request();
    sequencer.request();

    sequencer.refused('r1');

    expect(did).toEqual(['create r1', 'create r2']);
  });
});

type Deed = 'request' | 'server answers' | 'server ends' | 'vad' | 'caller starts' | 'caller stops' | 'busy';
const deeds: Deed[] = ['request', 'server answers', 'server ends', 'vad', 'caller starts', 'caller stops', 'busy'];

describe('against any server', () => {
  it('never has two requests under way, and is free when nothing is left', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...deeds), { maxLength: 80 }), (all) => {
        const { sequencer, did, line } = makeSequencer();
        let running: string | null = null;
        let ids = 0;
        let answered = 0;
        const creates = () => did.filter((one) => one.startsWith('create')).length;

        function doOne(deed: Deed): void {
          if (deed === 'request') sequencer.request();
          else if (deed === 'server answers' && creates() > answered) {
            answered += 1;
            if (running) sequencer.refusedAsBusy(`r${creates()}`);
            else {
              running = `x${++ids}`;
              sequencer.started(running);
            }
          } else if (deed === 'vad' && !running) {
            running = `x${++ids}`;
            sequencer.started(running);
          } else if (deed === 'server ends' && running && creates() === answered) {
            // A request reaches the server long before an answer is spoken to its end.
            const ended = running;
            running = null;
            sequencer.ended(ended);
          } else if (deed === 'caller starts') {
            line.isCallerSpeaking = true;
            sequencer.interrupt(true);
          } else if (deed === 'caller stops') line.isCallerSpeaking = false;
        }

        for (const deed of all) {
          doOne(deed);
          expect(creates() - answered).toBeLessThanOrEqual(1);
        }
        line.isCallerSpeaking = false;
        for (let i = 0; i < 3 * all.length + 6; i++) {
          doOne('server answers');
          doOne('server ends');
          sequencer.resume();
        }
        expect(sequencer.isFree()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
