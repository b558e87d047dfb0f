import { describe, expect, it } from 'vitest';
import { silence } from '@/realtime-server/media/silence';
import { makeCall, sound } from '../../support/make-call';

const quietSecond = silence('pcmu_8k', 1000);
const secondsGiven = (call: ReturnType<typeof makeCall>) =>
  call.model.sound.filter((one) => one.equals(quietSecond)).length;

describe('a line that leaves silence out', () => {
  it('while somebody speaks, is given a second of silence after three quarters of one, so that the turn can end', () => {
    const call = makeCall({ clipMs: 100 });
    call.carrier.playAll();
    call.session.onAudio(sound(20));
    call.model.report({ type: 'caller_started', itemId: 'c1' });

    call.clock.advance(700);
    const early = secondsGiven(call);
    call.clock.advance(100);

    expect([early, secondsGiven(call)]).toEqual([0, 1]);
  });

  it('is given no more of it than time goes by, and none once the caller has finished or is heard again', () => {
    const call = makeCall({ clipMs: 100 });
    call.carrier.playAll();
    call.model.report({ type: 'caller_started', itemId: 'c1' });
    call.clock.advance(3000);
    const inThreeSeconds = secondsGiven(call);

    for (let frame = 0; frame < 100; frame++) {
      call.session.onAudio(sound(20));
      call.clock.advance(20);
    }
    const whileHeard = secondsGiven(call);
    call.model.report({ type: 'caller_stopped', itemId: 'c1' });
    call.clock.advance(3000);

    expect(inThreeSeconds).toBe(4);
    expect(whileHeard).toBe(inThreeSeconds);
    expect(secondsGiven(call)).toBe(inThreeSeconds);
  });

  it('is left alone while nobody speaks', () => {
    const call = makeCall({ clipMs: 100 });
    call.carrier.playAll();
    call.clock.advance(5000);

    expect(secondsGiven(call)).toBe(0);
  });
});
