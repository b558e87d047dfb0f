const heartbeatMs = 15_000;

type Sink = { send(event: string, data: unknown, id?: number): void; close(): void };

/** Server-sent events until either side is done; `open` gives what to undo then. Undoing happens once. */
export function eventStream(signal: AbortSignal, lifeMs: number, open: (sink: Sink) => () => void): Response {
  const encoder = new TextEncoder();
  let end = () => {};

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = true;
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
      const life = setTimeout(() => end(), lifeMs);
      let undo = () => {};

      end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        clearTimeout(life);
        signal.removeEventListener('abort', end);
        undo();
        try {
          controller.close();
        } catch {
          // The browser went first.
        }
      };

      signal.addEventListener('abort', end);
      write('retry: 1000\n\n');
      undo = open({
        send: (event, data, id) =>
          write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        close: () => end(),
      });
      if (signal.aborted) end();
    },
    cancel: () => end(),
  });

  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
