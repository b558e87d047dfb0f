import type { CallId } from '@/lib/platform/ids';

/** As many calls as one token names, and as many rows as one request may have. */
const callsAtOnce = 100;
const rowsAtOnce = 500;

/** Each portion small enough for one request; `rowsOf` says how many rows one piece becomes. */
export function inPortions<Piece extends { callId: CallId }>(
  pieces: readonly Piece[],
  rowsOf: (piece: Piece) => number,
): Piece[][] {
  const portions: Piece[][] = [];
  let calls = new Set<CallId>();
  let rows = 0;
  for (const piece of pieces) {
    const isFull = rows + rowsOf(piece) > rowsAtOnce || (calls.size >= callsAtOnce && !calls.has(piece.callId));
    const portion = isFull ? undefined : portions.at(-1);
    if (portion) portion.push(piece);
    else {
      portions.push([piece]);
      calls = new Set();
      rows = 0;
    }
    calls.add(piece.callId);
    rows += rowsOf(piece);
  }
  return portions;
}
