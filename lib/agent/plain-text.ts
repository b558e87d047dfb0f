/** Zero-width and bidirectional marks, variation selectors, tag characters: all that Unicode says is not to be drawn. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const controls = /(?!\n)\p{Cc}/gu;

/** Text without characters that a person cannot see but a model reads; lines stay lines. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(invisible, '')
    .replaceAll(controls, ' ');
}

/** One line: what comes from a form field or a caller can never open a section of its own. */
export function oneLine(text: string): string {
  return visibleText(text).replaceAll(/\s+/g, ' ').trim();
}

/** Lines that cannot pass for the headings of the instructions. */
export function paragraphs(text: string): string {
  return visibleText(text)
    .split('\n')
    .map((line) => line.replace(/^[\s>]*#+\s*/, '').trim())
    .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trim();
}
