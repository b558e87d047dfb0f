import { SwiftSocket } from '@/lib/websocket/swift-socket';

const normalClosure = 1000;

/** The carrier reports every close but a normal one as a failure of the call, so an accepted stream has no other. */
export class PoliteSocket extends SwiftSocket {
  accepted = false;

  override close(code?: number, reason?: string | Buffer): void {
    if (this.accepted) super.close(normalClosure);
    else super.close(code, reason);
  }
}
