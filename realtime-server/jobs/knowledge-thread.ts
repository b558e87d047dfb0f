import { parentPort } from 'node:worker_threads';
import { chunkText } from '@/lib/knowledge/chunk';
import { readHtml } from '@/lib/knowledge/html';
import { type ReadPage, readFile } from '@/lib/knowledge/read-file';
import { ReadingError } from '@/lib/knowledge/reading-error';
import type { ThreadAnswer, ThreadQuestion } from './knowledge-reader';

let pages: AsyncGenerator<ReadPage> | null = null;

async function answer(question: ThreadQuestion): Promise<ThreadAnswer> {
  if (question.ask === 'web page') {
    const { title, text, links, mayFollow, mayKeep } = readHtml(question.html);
    return { web: { title, chunks: mayKeep ? chunkText(text, title) : [], links: mayFollow ? links : [], mayKeep } };
  }
  if (question.ask === 'text')
    return { page: { number: 1, total: 1, title: '', chunks: chunkText(question.text, question.title) } };
  if (question.ask === 'file') {
    pages = readFile(question.name, question.bytes, question.first);
    return {};
  }
  const next = await pages?.next();
  return next && !next.done ? { page: next.value } : {};
}

parentPort?.on('message', async (question: ThreadQuestion) => {
  try {
    parentPort?.postMessage(await answer(question));
  } catch (error) {
    const isKnown = error instanceof ReadingError;
    parentPort?.postMessage({ problem: isKnown ? error.message : 'This could not be read.' } satisfies ThreadAnswer);
  }
});
