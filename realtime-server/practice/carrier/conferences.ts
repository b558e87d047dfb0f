import type { Line } from './line';

export type Member = {
  line: Line;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  /** What they hear until the room opens. */
  wait(signal: AbortSignal): Promise<void>;
  /** They hung up, or were sent elsewhere. */
  signal: AbortSignal;
};

/** Rooms in which lines hear each other, by name. */
export type Conferences = { join(name: string, member: Member): Promise<void> };

type Room = { members: Set<Member>; opened: AbortController; ended: AbortController };

export function makeConferences(): Conferences {
  const rooms = new Map<string, Room>();

  function roomOf(name: string): Room {
    const known = rooms.get(name);
    if (known && !known.ended.signal.aborted) return known;
    const room = { members: new Set<Member>(), opened: new AbortController(), ended: new AbortController() };
    rooms.set(name, room);
    return room;
  }

  function passSound(room: Room, member: Member): () => void {
    return member.line.onFrame(({ caller }) => {
      if (!room.opened.signal.aborted || !caller.some((byte) => byte !== 0xff)) return;
      for (const other of room.members) if (other !== member) other.line.play(Uint8Array.from(caller));
    });
  }

  return {
    async join(name, member) {
      const room = roomOf(name);
      room.members.add(member);
      if (member.startsOnEnter) room.opened.abort();
      const stop = passSound(room, member);
      const over = AbortSignal.any([member.signal, room.ended.signal]);
      const waiting = AbortSignal.any([over, room.opened.signal]);
      if (!waiting.aborted) await member.wait(waiting);
      if (!over.aborted) member.line.clear();
      await aborted(over);

      stop();
      room.members.delete(member);
      if (member.endsOnExit) room.ended.abort();
      if (room.members.size === 0 && rooms.get(name) === room) rooms.delete(name);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
