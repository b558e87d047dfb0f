import { getDocumentProxy } from 'unpdf';
import { ReadingError } from './reading-error';

export const maxPdfPages = 500;
const maxPageText = 60_000;

export type PdfPage = { number: number; total: number; text: string };

/** Page by page from `first`, so that a reading that was broken off goes on where it stopped. */
export async function* readPdf(bytes: Uint8Array, first: number): AsyncGenerator<PdfPage> {
  const document = await open(bytes);
  if (document.numPages > maxPdfPages) {
    throw new ReadingError(`This document has ${document.numPages} pages; at most ${maxPdfPages} can be read.`);
  }
  for (let number = first; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    yield { number, total: document.numPages, text: linesOf(items) };
  }
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, {
      disableFontFace: true,
      maxImageSize: 1,
      verbosity: 0,
    });
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    const sentence = isLocked ? 'This PDF is locked with a password.' : 'This is not a PDF that can be opened.';
    throw new ReadingError(sentence, { cause });
  }
}

type Item = object;

function linesOf(items: readonly Item[]): string {
  let text = '';
  for (const item of items) {
    if (!('str' in item) || typeof item.str !== 'string') continue;
    text += item.str;
    if ('hasEOL' in item && item.hasEOL) text += '\n';
    if (text.length > maxPageText) break;
  }
  return joined(text.slice(0, maxPageText).split('\n'));
}

/** A sentence that goes on in the next line is one line again; a short line of few words before a longer one is a heading. */
function joined(lines: readonly string[]): string {
  const out: string[] = [];
  for (const line of lines.map((raw) => raw.replaceAll(/\s+/g, ' ').trim())) {
    if (!line) {
      out.push('');
      continue;
    }
    const before = out.at(-1) ?? '';
    if (before.length > 60 && !/[.!?:;]$/.test(before) && /^[\p{Ll}\p{N}(]/u.test(line))
      out[out.length - 1] = `${before} ${line}`;
    else out.push(line);
  }
  return out.join('\n');
}
