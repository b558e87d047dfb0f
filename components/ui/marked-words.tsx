/** Text in which the words that were found stand between U+0002 and U+0003, as the database sets them. */
export function MarkedWords({ text }: { text: string }) {
  let at = 0;
  return text
    .replaceAll('\u0003', '\u0002')
    .split('\u0002')
    .map((piece, index) => {
      at += piece.length + 1;
      return index % 2 === 1 ? (
        <mark key={at} className="rounded-xs bg-brand-surface text-brand-foreground">
          {piece}
        </mark>
      ) : (
        piece
      );
    });
}
