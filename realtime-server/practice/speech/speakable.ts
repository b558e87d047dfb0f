const clock = /\b(\d{1,2}):(\d{2})(?:\s*([ap])\.?m\.?)?/gi;

function sayTime(_: string, hours: string, minutes: string, half?: string): string {
  const spokenMinutes =
    minutes === '00' ? (half ? '' : " o'clock") : ` ${minutes.startsWith('0') ? `oh ${minutes[1]}` : minutes}`;
  return `${Number(hours)}${spokenMinutes}${half ? ` ${half} m` : ''}`;
}

function sayDigits(number: string): string {
  return number.replace(/\D/g, '').split('').join(' ');
}

/** What Flite reads badly, written out: times, ranges, phone numbers, markup. */
export function speakable(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[*_`#>|~]+/g, ' ')
      .replace(/https?:\/\/\S+/g, 'our web site')
      .replace(clock, sayTime)
      .replace(/\b(\d{1,2})\s*([ap])\.?m\b\.?/gi, '$1 $2 m')
      .replace(/\+?\d[\d\s().-]{6,}\d/g, sayDigits)
      .replace(/\s[–—-]\s/g, ', ')
      .replace(/[–—]/g, ' to ')
      .replace(/&/g, ' and ')
      .replace(/[’‘]/g, "'")
      .replace(/[“”"]/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Short pieces speak sooner. Never splits a decimal, a time or "Dr. Kim". */
export function sentencesOf(text: string): string[] {
  const pieces = text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?…]["”')]?)(?<!\b(?:Dr|Mr|Mrs|Ms|St|No|a\.m|p\.m)\.)\s+(?=\S)/);
  return pieces.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}
