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
  /** While the caller speaks nothing new is asked: the answer to that speech comes first. */
  isCallerSpeaking(): boolean;
};

export type ResponseSequencer = ReturnType<typeof makeResponseSequencer>;

/** One response at a time. What is asked meanwhile waits; what the model refuses as a race is asked again. */
export function makeResponseSequencer({ create, cancel, nextRequestId, isCallerSpeaking }: SequencerDeps) {
  const waiting: Wish[] = [];
  let state: State = { name: 'free' };

  function askNext(): void {
    if (state.name !== 'free' || isCallerSpeaking()) return;
    const wish = waiting.shift();
    if (!wish) return;
    const requestId = nextRequestId();
    state = { name: 'create_requested', asked: { wish, requestId } };
    const { outlivesSpeech: _, ...request } = wish;
    create({ ...request, requestId });
  }

  function release(): void {
    state = { name: 'free' };
    askNext();
  }

  /** Whatever the caller says now is answered by a response of its own. */
  function forgetWhatSpeechSettles(): void {
    waiting.splice(0, waiting.length, ...waiting.filter(({ outlivesSpeech }) => outlivesSpeech));
  }

  return {
    request(wish: Wish = {}): void {
      waiting.push(wish);
      askNext();
    },

    /** The model began to answer, asked or by itself. `false`: it must not be heard. */
    started(responseId: string): boolean {
      if (state.name === 'cancel_requested') {
        if (state.responseId === null) cancel(responseId);
        state = { ...state, responseId };
        return false;
      }
      state = { name: 'active', responseId, asked: state.name === 'create_requested' ? state.asked : null };
      return true;
    },

    /** Gives what it answered, if we had asked for it. */
    ended(responseId: string): Wish | null {
      if (state.name !== 'active' && state.name !== 'cancel_requested') return null;
      if (state.responseId !== null && state.responseId !== responseId) return null;
      const wish = state.asked?.wish ?? null;
      release();
      return wish;
    },

    /** The caller cuts in. The server stops a running response by itself when `serverCancels`; otherwise we do. */
    interrupt(serverCancels: boolean): void {
      forgetWhatSpeechSettles();
      if (state.name === 'create_requested') {
        if (state.asked.wish.outlivesSpeech) waiting.unshift(state.asked.wish);
        state = { name: 'cancel_requested', responseId: null, asked: state.asked };
      } else if (state.name === 'active' && state.responseId !== null && !serverCancels) {
        cancel(state.responseId);
        state = { name: 'cancel_requested', responseId: state.responseId, asked: null };
      }
    },

    /** Another response runs that we had not seen: ours is asked again when that one ends. */
    refusedAsBusy(requestId: string | null): void {
      if (state.name === 'free' || !state.asked || (requestId !== null && state.asked.requestId !== requestId)) return;
      if (state.name !== 'cancel_requested') waiting.unshift(state.asked.wish);
      state = { name: 'active', responseId: state.name === 'create_requested' ? null : state.responseId, asked: null };
    },

    /** Our request was wrong in itself: it is dropped, and the next one has its turn. */
    refused(requestId: string | null): void {
      if (state.name === 'free' || state.name === 'active') return;
      if (requestId !== null && state.asked?.requestId === requestId) release();
    },

    nothingToCancel(): void {
      if (state.name === 'cancel_requested' && state.responseId !== null) release();
    },

    /** What had to wait for the caller to finish may be asked now. */
    resume: (): void => askNext(),

    /** The model answers nothing at all: what was asked is forgotten, so that it can be asked again. */
    giveUp(): void {
      state = { name: 'free' };
    },

    isFree: (): boolean => state.name === 'free' && waiting.length === 0,
    activeResponseId: (): string | null => (state.name === 'active' ? state.responseId : null),
    state: () => state.name,
  };
}
