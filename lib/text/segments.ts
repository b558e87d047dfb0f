/** The letters of GSM 03.38; anything else makes the whole text UCS-2, which holds less than half as much. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** These take two places. */
const extended = '\f^{}\\[~]|€';

const places = new Map([
  ...[...basic].map((one) => [one, 1] as const),
  ...[...extended].map((one) => [one, 2] as const),
]);

export type TextSize = {
  encoding: 'GSM-7' | 'UCS-2';
  /** Places taken, of those that the segments have. */
  places: number;
  segments: number;
  /** What made it UCS-2, each once. */
  unusual: string[];
};

/** How the carrier counts a text: it charges for each segment. */
export function sizeOfText(text: string): TextSize {
  const unusual = [...new Set([...text].filter((one) => !places.has(one)))];
  if (unusual.length > 0) return { encoding: 'UCS-2', places: text.length, segments: ucs2Segments(text), unusual };
  const taken = [...text].map((one) => places.get(one) ?? 1);
  const total = taken.reduce((sum, one) => sum + one, 0);
  return { encoding: 'GSM-7', places: total, segments: packed(taken, { alone: 160, joined: 153 }), unusual };
}

/** A character outside the first plane takes two units, and they are not torn apart. */
function ucs2Segments(text: string): number {
  return packed(
    [...text].map((one) => one.length),
    { alone: 70, joined: 67 },
  );
}

function packed(taken: number[], { alone, joined }: { alone: number; joined: number }): number {
  const total = taken.reduce((sum, one) => sum + one, 0);
  if (total === 0) return 0;
  if (total <= alone) return 1;
  let segments = 1;
  let left = joined;
  for (const one of taken) {
    if (one > left) {
      segments += 1;
      left = joined;
    }
    left -= one;
  }
  return segments;
}
