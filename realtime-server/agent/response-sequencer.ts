import type { ResponseRequest } from '../ports/voice-model';

export type Wish = Omit<ResponseRequest, 'requestId'> & {
  /** True: still wanted after the caller has spoken in between. */
  outlivesSpeech?: boolean;
};

type Asked = { wish: Wish; requestId: string };

/** A `null` response id: it runs, but we have not seen its beginning. */
type State =
  | { name: 'free' }
  | { name: 'create_requested'; asked: Asked }
  | { name: 'active'; responseId: string | null; asked: Asked | null }
  | { name: 'cancel_requested'; responseId: string | null; asked: Asked | null };

type SequencerDeps = {
  create(request: ResponseRequest): void;
  cancel(responseId: string): void;
  nextRequestId(): string;
  /** Nothing new is asked now: the caller speaks, and the answer to that comes first, or there is no model to ask. */
  mustWait(): boolean;
};

/** One response at a time. What is asked meanwhile waits; what the model refuses as a race is asked again. */
export class ResponseSequencer {
  private readonly waiting: Wish[] = [];
  private state: State = { name: 'free' };

  constructor(private readonly deps: SequencerDeps) {}

  request(wish: Wish = {}): void {
    this.waiting.push(wish);
    this.resume();
  }

  /** The model began to answer, asked or by itself. `false`: it must not be heard. */
  started(responseId: string): boolean {
    const { state } = this;
    if (state.name === 'cancel_requested') {
      if (state.responseId === null) this.deps.cancel(responseId);
      this.state = { ...state, responseId };
      return false;
    }
    this.state = { name: 'active', responseId, asked: state.name === 'create_requested' ? state.asked : null };
    return true;
  }

  /** Gives what it answered, if we had asked for it. */
  ended(responseId: string): Wish | null {
    const { state } = this;
    if (state.name !== 'active' && state.name !== 'cancel_requested') return null;
    if (state.responseId !== null && state.responseId !== responseId) return null;
    this.release();
    return state.asked?.wish ?? null;
  }

  /** The caller cuts in. The server stops a running response by itself when `serverCancels`; otherwise we do. */
  interrupt(serverCancels: boolean): void {
    const { state } = this;
    this.forgetWhatSpeechSettles();
    if (state.name === 'create_requested') {
      if (state.asked.wish.outlivesSpeech) this.waiting.unshift(state.asked.wish);
      this.state = { name: 'cancel_requested', responseId: null, asked: state.asked };
    } else if (state.name === 'active' && state.responseId !== null && !serverCancels) {
      this.deps.cancel(state.responseId);
      this.state = { name: 'cancel_requested', responseId: state.responseId, asked: null };
    }
  }

  /** Another response runs that we had not seen: ours is asked again when that one ends. */
  refusedAsBusy(requestId: string | null): void {
    const { state } = this;
    if (state.name === 'free' || !state.asked || (requestId !== null && state.asked.requestId !== requestId)) return;
    if (state.name !== 'cancel_requested') this.waiting.unshift(state.asked.wish);
    const responseId = state.name === 'create_requested' ? null : state.responseId;
    this.state = { name: 'active', responseId, asked: null };
  }

  /** Our request was wrong in itself: it is dropped, and the next one has its turn. */
  refused(requestId: string | null): void {
    const { state } = this;
    if (state.name === 'free' || state.name === 'active') return;
    if (requestId !== null && state.asked?.requestId === requestId) this.release();
  }

  nothingToCancel(): void {
    if (this.state.name === 'cancel_requested' && this.state.responseId !== null) this.release();
  }

  /** What had to wait for the caller to finish may be asked now. */
  resume(): void {
    if (this.state.name !== 'free' || this.deps.mustWait()) return;
    const wish = this.waiting.shift();
    if (!wish) return;
    const requestId = this.deps.nextRequestId();
    this.state = { name: 'create_requested', asked: { wish, requestId } };
    const { outlivesSpeech: _, ...request } = wish;
    this.deps.create({ ...request, requestId });
  }

  /** The model answers nothing at all: what was asked is forgotten, so that it can be asked again. */
  giveUp(): void {
    this.state = { name: 'free' };
  }

  /** The model is gone, and with it whatever it was asked. Gives what it still owed, if we had asked for it. */
  lost(): Wish | null {
    const { state } = this;
    this.state = { name: 'free' };
    return state.name === 'create_requested' || state.name === 'active' ? (state.asked?.wish ?? null) : null;
  }

  isFree(): boolean {
    return this.state.name === 'free' && this.waiting.length === 0;
  }

  activeResponseId(): string | null {
    return this.state.name === 'active' ? this.state.responseId : null;
  }

  private release(): void {
    this.state = { name: 'free' };
    this.resume();
  }

  /** Whatever the caller says now is answered by a response of its own. */
  private forgetWhatSpeechSettles(): void {
    this.waiting.splice(0, this.waiting.length, ...this.waiting.filter(({ outlivesSpeech }) => outlivesSpeech));
  }
}
