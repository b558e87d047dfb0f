export type Cell = string | number | null;

/** A spreadsheet runs a cell that begins like a formula; an apostrophe in front makes it text again. */
function safe(text: string): string {
  return /^[=+\-@\t\r]/.test(text.trimStart()) || /^[\t\r]/.test(text) ? `'${text}` : text;
}

/** A telephone number in quotes of its own keeps its plus sign and stays text. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = safe(value);
  return /[",\r\n;]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with the mark that tells Excel it is UTF-8. */
export function writeCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
