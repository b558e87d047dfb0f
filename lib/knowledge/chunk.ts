/** A passage of a text, and where it begins. */
export type Chunk = { line: number; topic: string; body: string };

const softLimit = 900;
const overlapLimit = 160;
const maxTopic = 200;
const maxLine = 20_000;

type Sentence = { line: number; text: string };
type Section = { topic: string; sentences: Sentence[] };

/**
 * A text in passages of about 900 characters that never cross a heading. A passage that had to be cut begins with the
 * last sentence of the one before it, and names its heading as its topic.
 */
export function chunkText(text: string, title = ''): Chunk[] {
  return sectionsOf(cleaned(text), title).flatMap(({ topic, sentences }) => cut(sentences, topic.slice(0, maxTopic)));
}

/** Invisible characters say nothing to a person and may say much to a model. */
export function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (character) => (character === '\n' ? '\n' : ''));
}

function sectionsOf(text: string, title: string): Section[] {
  const sections: Section[] = [{ topic: title, sentences: [] }];
  const path: string[] = [];

  text.split('\n').forEach((raw, index) => {
    const line = raw.trim().slice(0, maxLine);
    const heading = headingOf(line);
    if (heading) {
      path.length = Math.min(path.length, heading.level - 1);
      path[heading.level - 1] = heading.text;
      sections.push({ topic: path.filter(Boolean).join(' › ') || title, sentences: [] });
      return;
    }
    const sentences = sentencesOf(line).map((sentence) => ({ line: index + 1, text: sentence }));
    sections.at(-1)?.sentences.push(...sentences);
  });
  return sections.filter(({ sentences }) => sentences.length > 0);
}

function headingOf(line: string): { level: number; text: string } | null {
  const marked = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
  if (marked?.[1] && marked[2]) return { level: marked[1].length, text: marked[2] };
  return null;
}

/** A line of a list, a table or a poem stays whole unless it is too long for a passage. */
function sentencesOf(line: string): string[] {
  if (!line || /^[-=*_|\s:]+$/.test(line)) return [];
  if (line.length <= softLimit / 3) return [line];
  const pieces = line.split(/(?<=[.!?…。！？])\s+/u);
  return pieces.flatMap((piece) => (piece.length <= softLimit ? [piece] : byWords(piece)));
}

function byWords(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > softLimit) {
    const space = rest.lastIndexOf(' ', softLimit);
    const end = space > softLimit / 2 ? space : softLimit;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest ? [...pieces, rest] : pieces;
}

function cut(sentences: Sentence[], topic: string): Chunk[] {
  const chunks: Chunk[] = [];
  let held: Sentence[] = [];
  let length = 0;

  const close = () => {
    const [first] = held;
    if (first) chunks.push({ line: first.line, topic, body: join(held) });
  };
  for (const sentence of sentences) {
    if (length + sentence.text.length > softLimit && held.length > 0) {
      close();
      const last = held.at(-1);
      held = last && last.text.length <= overlapLimit ? [last] : [];
      length = held[0]?.text.length ?? 0;
    }
    held.push(sentence);
    length += sentence.text.length + 1;
  }
  close();
  return chunks;
}

function join(sentences: Sentence[]): string {
  return sentences.reduce((text, { line, text: next }, index) => {
    if (index === 0) return next;
    return `${text}${sentences[index - 1]?.line === line ? ' ' : '\n'}${next}`;
  }, '');
}
