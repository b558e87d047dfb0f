import { type Chunk, chunkText } from './chunk';
import { describeCsv } from './csv';
import { readDocx } from './docx';
import { endingOf } from './file-kind';
import { readPdf } from './pdf';
import { ReadingError } from './reading-error';

/** A page that was read; `total` is how many there are. */
export type ReadPage = { number: number; total: number; title: string; chunks: Chunk[] };

const maxCharacters = 2_000_000;

/** The passages of a file, page by page from `first`. What it is, its name says and its first bytes confirm. */
export async function* readFile(name: string, bytes: Uint8Array, first = 1): AsyncGenerator<ReadPage> {
  const ending = endingOf(name);
  const title = name.replace(/\.[^.]+$/, '').replaceAll(/[_-]+/g, ' ');
  if (ending === 'pdf') {
    if (!startsWith(bytes, '%PDF-')) throw new ReadingError('This is not a PDF.');
    for await (const { number, total, text } of readPdf(bytes, first)) {
      yield { number, total, title: `Page ${number}`, chunks: chunkText(text, title) };
    }
    return;
  }
  yield { number: 1, total: 1, title: '', chunks: chunksOf(ending, title, bytes) };
}

function chunksOf(ending: ReturnType<typeof endingOf>, title: string, bytes: Uint8Array): Chunk[] {
  if (ending === 'docx') {
    if (!startsWith(bytes, 'PK')) throw new ReadingError('This is not a Word document.');
    return chunkText(readDocx(bytes), title);
  }
  if (ending === null)
    throw new ReadingError('Files of this kind cannot be read. Use PDF, DOCX, Markdown, CSV or text.');
  const text = textOf(bytes);
  if (ending === 'csv')
    return describeCsv(text).flatMap(({ line, text: row }) =>
      chunkText(row, title).map((chunk) => ({ ...chunk, line })),
    );
  return chunkText(text, title);
}

function textOf(bytes: Uint8Array): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  if (!isWide && bytes.subarray(0, 8_000).includes(0)) throw new ReadingError('This file is not text.');
  const text = decode(bytes, encoding);
  if (text.length > maxCharacters)
    throw new ReadingError('This text is too long: at most two million characters can be read.');
  return text;
}

/** What is not UTF-8 was written by an older Windows. */
function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).trimStart().startsWith(mark);
}
