const words: Record<string, string> = {
  ai_fallback: 'The voice service failed; the caller was told and looked after.',
  ai_reconnected: 'The voice service was connected again.',
  config_fallback: 'A setting could not be read, so the last good one was used.',
  barge_in: 'The caller interrupted.',
  resumed: 'The call was picked up again after an interruption of ours.',
  tool_failed: 'A tool did not work.',
  slow_reply: 'A reply took longer than usual.',
};

/** What happened beside the talk, as a sentence; kinds that have none are shown by their name. */
export function describeEvent(kind: string): string {
  if (Object.hasOwn(words, kind)) return words[kind] ?? kind;
  const text = kind.replaceAll(/[._]/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
