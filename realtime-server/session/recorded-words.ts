const telling = [
  /\bthis is (an? )?(automated|automatic|recorded|pre ?recorded) (message|call|announcement)\b/,
  /\bpress (the )?(number |digit )?(\d|one|two|three|four|five|six|seven|eight|nine|zero|pound|star) (now )?(to|if|for)\b/,
  /\b(leave|record) (a|your) (message|name)\b.*\b(tone|beep)\b/,
  /\b(forwarded|transferred) to (an? )?(automatic|automated)? ?voice ?(mail|message)\b/,
  /\byour call is (very )?important to us\b/,
  /\beste es un mensaje (automatico|grabado|pregrabado)\b/,
  /\b(presione|pulse|oprima|marque) (el )?(numero )?(\d|uno|dos|tres) para\b/,
  /\bdies ist eine (automatische|aufgezeichnete) (ansage|nachricht|mitteilung)\b/,
  /\bceci est un message (automatique|enregistre)\b/,
];

const likely = [
  /\b(vehicle|car|auto|extended)s? warranty\b/,
  /\b(final|last|second) (notice|attempt)\b/,
  /\b(stay|remain|please hold) on the line\b/,
  /\bdo not hang up\b/,
  /\b(removed|unsubscribe|opt out)\b.*\b(list|calls?)\b/,
  /\bgoogle (business )?listing\b/,
  /\b(lower|reduce) your (interest|electric|energy|credit)\b/,
  /\byou (have been|were) (selected|pre ?approved|chosen)\b/,
  /\bstudent loan\b/,
  /\bat the (tone|beep)\b/,
];

/** How much a text sounds like a recording: 0 not at all, 3 hardly anything else. */
export function recordedScore(words: string[]): number {
  const text = words.join(' ');
  const count = (patterns: RegExp[]) => patterns.filter((pattern) => pattern.test(text)).length;
  return 2 * count(telling) + count(likely);
}
