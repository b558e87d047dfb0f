import type { ActionResult } from '@/lib/contracts/action-result';
import type { BrowserSound } from '@/lib/contracts/browser-call';
import { type CallLine, openCallLine } from './call-line';
import type { CallNews } from './call-phase';

export type OpenTestCall = (input: {
  sound: BrowserSound;
}) => Promise<ActionResult<{ callId: string; ticket: string; socketUrl: string }>>;

export type CallEars = {
  tell(news: CallNews): void;
  onSpeaking(speaking: boolean): void;
  onAgentLevel(level: number): void;
  onCallerLevel(level: number): void;
};

export type PlacedCall = Pick<CallLine, 'say' | 'setMuted' | 'hangUp'> & {
  /** Lets go of socket, microphone and sound, whatever the call has come to; safe to repeat. */
  letGo(): void;
};

const connectWithinMs = 15_000;

/** Opens a call and the line to it. Everything that happens is told; nothing is thrown. */
export function placeCall(
  open: OpenTestCall,
  { sound, stream }: { sound: BrowserSound; stream: MediaStream | null },
  ears: CallEars,
): PlacedCall {
  const context = new AudioContext();
  let line: CallLine | null = null;
  let over = false;
  const tooLong = setTimeout(() => fail({ type: 'failed', problem: 'silent_server' }), connectWithinMs);

  function letGo() {
    over = true;
    clearTimeout(tooLong);
    line?.close();
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (context.state !== 'closed') context.close().catch(() => {});
  }

  function fail(news: CallNews) {
    if (!over) ears.tell(news);
    letGo();
  }

  async function connect() {
    const opened = await open({ sound }).catch(() => null);
    if (over) return;
    if (!opened?.ok) {
      const message = opened?.message ?? 'The portal does not answer. Try again in a minute.';
      return fail({ type: 'failed', problem: 'refused', message });
    }

    const opening = await openCallLine(opened.data, { sound, context, stream }, lineEvents());
    line = opening;
    // The person may have left while it was opening.
    if (over) opening.close();
  }

  const lineEvents = () => ({
    onMessage(message: Extract<CallNews, { type: 'down' }>['message']) {
      if (message.type === 'ready') clearTimeout(tooLong);
      ears.tell({ type: 'down', message, atMs: performance.now() });
    },
    onSound: () => ears.tell({ type: 'sound', atMs: performance.now() }),
    onSpeaking: ears.onSpeaking,
    onLevel: ears.onAgentLevel,
    onMicrophoneLevel: ears.onCallerLevel,
    onClosed: (reason: string) => fail({ type: 'closed', reason, atMs: performance.now() }),
  });

  connect().catch(() => fail({ type: 'failed', problem: 'lost' }));
  return {
    letGo,
    say: (text) => line?.say(text),
    setMuted: (muted) => line?.setMuted(muted),
    hangUp: () => line?.hangUp(),
  };
}
