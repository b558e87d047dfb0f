/** What the carrier sent; its signature holds. */
export type SignedForm = Readonly<Record<string, string | string[]>>;
export type Answer = { status: number; contentType: string; body: string };

export function answerOf(status: number, body: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
