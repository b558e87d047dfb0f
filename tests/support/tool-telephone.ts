import { z } from 'zod';
import { type CalledHouse, mediaFrame, openStream, startFrame } from './line-carrier';

const frameSchema = z.looseObject({
  event: z.string(),
  mark: z.object({ name: z.string() }).optional(),
  media: z.object({ payload: z.string() }).optional(),
});

export type Telephone = Awaited<ReturnType<typeof pickUp>>;

/** A caller's end of the stream: it plays at once what it is sent, or holds it back until it is told to play. */
export async function pickUp(house: CalledHouse, callSid: string, ticket: string) {
  const stream = await openStream(house);
  const streamSid = `MZ${callSid.slice(2)}`;
  let isPlaying = true;
  let held: string[] = [];
  let sound = '';

  const giveBack = (names: string[]) => {
    for (const name of names) stream.send({ event: 'mark', streamSid, mark: { name } });
  };
  stream.socket.on('message', (data) => {
    const { event, mark, media } = frameSchema.parse(JSON.parse(data.toString()));
    if (media) sound += media.payload;
    if (mark) held.push(mark.name);
    // What is thrown away is given back as well, as a carrier does.
    if (isPlaying || event === 'clear') giveBack(held.splice(0));
  });
  stream.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  stream.send(startFrame(callSid, { ticket }));

  return {
    socket: stream.socket,
    closed: stream.closed,
    /** Whether this very clip has reached the telephone, be it in pieces. */
    heard: (payload: string) => sound.includes(payload),
    isWaiting: () => held.length > 0,
    speak: () => stream.send(mediaFrame(callSid)),
    hold: () => {
      isPlaying = false;
    },
    play: () => {
      isPlaying = true;
      giveBack(held);
      held = [];
    },
    hangUp: () => stream.socket.readyState === stream.socket.OPEN && stream.send({ event: 'stop', streamSid }),
    breakOff: () => stream.socket.terminate(),
  };
}
