import type { WebSocket } from 'ws';
import type { BrowserCallDown, BrowserSound } from '@/lib/contracts/browser-call';
import { type Carrier, soundOf } from '../ports/carrier';

const maxBufferedBytes = 8 * 1024 * 1024;

export function sendDown(socket: WebSocket, message: BrowserCallDown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

/** A browser's line: binary audio, everything else as JSON. */
export function makeBrowserCarrier(socket: WebSocket, sound: BrowserSound, onHangUp: () => void): Carrier {
  return {
    format: sound === 'wide' ? 'pcm_24k' : 'pcmu_8k',
    sendAudio(payload, mark) {
      if (socket.readyState !== socket.OPEN) return true;
      if (socket.bufferedAmount > maxBufferedBytes) {
        socket.terminate();
        return false;
      }
      socket.send(soundOf(payload));
      if (mark !== undefined) sendDown(socket, { type: 'mark', mark });
      return true;
    },
    sendMark: (mark) => sendDown(socket, { type: 'mark', mark }),
    clearAudio: () => sendDown(socket, { type: 'clear' }),
    async hangUp() {
      onHangUp();
    },
    release: onHangUp,
  };
}
