const maxRows = 5_000;
const maxCells = 60;

/** Rows of cells: quotes, doubled quotes, line ends within quotes, and commas, semicolons or tabs between. */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const separator = separatorOf(text);
  const rows: { line: number; cells: string[] }[] = [];
  let [cell, cells, quoted, line, startedAt] = ['', [] as string[], false, 1, 1];

  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) rows.push({ line: startedAt, cells: cells.slice(0, maxCells) });
    [cell, cells, startedAt] = ['', [], line];
  };
  for (let at = 0; at < text.length && rows.length < maxRows; at++) {
    const character = text[at] ?? '';
    if (character === '\n') line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (character === '"' && cell.trim() === '') [cell, quoted] = ['', true];
    else if (character === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (cell || cells.length > 0) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.slice(0, text.indexOf('\n') === -1 ? 2_000 : text.indexOf('\n'));
  const counts = [',', ';', '\t'].map((mark) => [mark, first.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Each row as a line that says what its cells are, so that a passage can be told without its table. */
export function describeCsv(text: string): { line: number; text: string }[] {
  const [head, ...rows] = readCsv(text);
  if (!head) return [];
  if (rows.length === 0) return [{ line: head.line, text: head.cells.join(', ') }];
  return rows.map(({ line, cells }) => ({
    line,
    text: cells
      .flatMap((cell, index) => (cell ? [`${head.cells[index] || `Column ${index + 1}`}: ${cell}`] : []))
      .join('; '),
  }));
}
