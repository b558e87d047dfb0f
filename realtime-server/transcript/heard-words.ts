/** Which of the words were heard, by the share of the sound that was played; cut between words, so it is an estimate. */
export function splitHeard(
  words: string,
  { heardMs, sentMs }: { heardMs: number; sentMs: number },
): { text: string; unheardText: string } {
  if (heardMs <= 0 || sentMs <= 0) return { text: '', unheardText: words };
  if (heardMs >= sentMs) return { text: words, unheardText: '' };

  const target = Math.round((words.length * heardMs) / sentMs);
  const end = wordEndNear(words, target);
  return { text: words.slice(0, end).trim(), unheardText: words.slice(end).trim() };
}

function wordEndNear(words: string, target: number): number {
  const before = words.lastIndexOf(' ', target);
  const after = words.indexOf(' ', target);
  if (after < 0) return target - before < words.length - target && before > 0 ? before : words.length;
  return before > 0 && target - before <= after - target ? before : after;
}
