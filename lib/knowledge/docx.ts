import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { ReadingError } from './reading-error';

const maxDocumentBytes = 40 * 1024 * 1024;
const maxRatio = 200;
const maxText = 2_000_000;
const wanted = 'word/document.xml';

/** The words of a Word document, a paragraph a line, headings marked; tables a row a line. */
export function readDocx(bytes: Uint8Array): string {
  return wordsOfDocument(openDocument(bytes));
}

/** One file of the archive is unpacked, and only when it says beforehand that it is of a sane size: no more is written. */
function openDocument(bytes: Uint8Array): string {
  let isBomb = false;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (name !== wanted) return false;
        isBomb = originalSize > maxDocumentBytes || originalSize > Math.max(size, 1_000) * maxRatio;
        return !isBomb;
      },
    });
  } catch (cause) {
    throw new ReadingError('This is not a Word document that can be opened.', { cause });
  }
  if (isBomb) throw new ReadingError('This document is too large once it is unpacked.');
  const document = files[wanted];
  if (!document) throw new ReadingError('This is not a Word document.');
  return new TextDecoder().decode(document);
}

function wordsOfDocument(xml: string): string {
  const lines: string[] = [];
  let [paragraph, level, cellsOpen, inText, deleted] = ['', 0, 0, false, 0];
  let row: string[] = [];
  let length = 0;

  const endParagraph = () => {
    const text = paragraph.trim();
    if (cellsOpen > 0) row[row.length - 1] = `${row.at(-1) ?? ''} ${text}`.trim();
    else if (text) lines.push(level > 0 ? `${'#'.repeat(level)} ${text}` : text);
    [paragraph, level] = ['', 0];
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'w:t') inText = true;
        else if (name === 'w:tab') paragraph += ' ';
        else if (name === 'w:br' || name === 'w:cr') paragraph += ' ';
        else if (name === 'w:pStyle') level = levelOf(attributes['w:val'] ?? '');
        else if (name === 'w:del') deleted++;
        else if (name === 'w:tc') {
          cellsOpen++;
          if (cellsOpen === 1) row.push('');
        }
      },
      ontext(words) {
        if (!inText || deleted > 0 || length > maxText) return;
        paragraph += words;
        length += words.length;
      },
      onclosetag(name) {
        if (name === 'w:t') inText = false;
        else if (name === 'w:del') deleted--;
        else if (name === 'w:p') endParagraph();
        else if (name === 'w:tc') cellsOpen--;
        else if (name === 'w:tr' && cellsOpen === 0) {
          if (row.some(Boolean)) lines.push(row.join(' | '));
          row = [];
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return lines.join('\n');
}

function levelOf(style: string): number {
  if (/^title$/i.test(style)) return 1;
  const heading = /^heading([1-6])$/i.exec(style);
  return heading ? Number(heading[1]) : 0;
}
