import {
  type BrowserCallDown,
  type BrowserCallUp,
  type BrowserSound,
  browserCallDownSchema,
} from '@/lib/contracts/browser-call';
import { type Microphone, openMicrophone } from './microphone';
import { makePlayer, type Player, type PlayerEvents } from './player';

const goodbyeWithinMs = 4_000;

export type CallLine = {
  say(text: string): void;
  setMuted(muted: boolean): void;
  hangUp(): void;
  /** Lets go of socket, microphone and sound at once; safe to repeat. */
  close(): void;
};

export type LineEvents = Omit<PlayerEvents, 'onPlayed'> & {
  onMessage(message: BrowserCallDown): void;
  onSound(): void;
  onMicrophoneLevel(level: number): void;
  onClosed(reason: 'caller_hung_up' | 'carrier_lost'): void;
};

type Ticket = { ticket: string; socketUrl: string };

/** One call from this page to the call server: the socket and the sound on both sides of it. */
export async function openCallLine(
  { ticket, socketUrl }: Ticket,
  { sound, context, stream }: { sound: BrowserSound; context: AudioContext; stream: MediaStream | null },
  events: LineEvents,
): Promise<CallLine> {
  let ready = false;
  let hungUp = false;
  let microphone: Microphone | null = null;
  const up = (message: BrowserCallUp) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  const player: Player = await makePlayer(context, sound, {
    onSpeaking: events.onSpeaking,
    onLevel: events.onLevel,
    onPlayed: (mark) => up({ type: 'played', mark }),
  });
  if (stream) {
    microphone = await openMicrophone(context, stream, sound, {
      onFrame: (audio) => ready && socket.readyState === WebSocket.OPEN && socket.send(audio),
      onLevel: events.onMicrophoneLevel,
    });
  }

  const socket = new WebSocket(socketUrl);
  socket.binaryType = 'arraybuffer';
  let goodbye: ReturnType<typeof setTimeout> | undefined;

  function close() {
    clearTimeout(goodbye);
    microphone?.close();
    player.close();
    socket.close();
  }

  function take(message: BrowserCallDown) {
    if (message.type === 'ready') ready = true;
    if (message.type === 'mark') player.mark(message.mark);
    if (message.type === 'clear') player.clear();
    events.onMessage(message);
    if (message.type === 'ended') close();
  }

  socket.addEventListener('open', () => up({ type: 'start', ticket }));
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) {
      events.onSound();
      player.audio(data);
      return;
    }
    const message = browserCallDownSchema.safeParse(JSON.parse(data));
    if (message.success) take(message.data);
  });
  socket.addEventListener('close', () => {
    close();
    events.onClosed(hungUp ? 'caller_hung_up' : 'carrier_lost');
  });

  return {
    close,
    say: (text) => up({ type: 'say', text }),
    setMuted: (muted) => microphone?.setMuted(muted),
    hangUp() {
      hungUp = true;
      player.clear();
      up({ type: 'hang_up' });
      goodbye = setTimeout(close, goodbyeWithinMs);
    },
  };
}
