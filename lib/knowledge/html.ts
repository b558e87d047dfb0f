import { Parser } from 'htmlparser2';

export type WebPage = { title: string; text: string; links: string[]; mayFollow: boolean; mayKeep: boolean };

const silent = new Set(
  'script style noscript template svg canvas iframe object nav footer form button select textarea dialog'.split(' '),
);
const blocks = new Set(
  'p div section article main header aside ul ol li table tr blockquote pre address figure figcaption details summary dl dt dd br hr h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const maxText = 300_000;
const maxLinks = 500;
const maxDepth = 400;
const deepest = 2_000;
const step = 16_384;

/** What a page says to a reader: its words with its headings, without its menus; and where it leads. */
export function readHtml(html: string): WebPage {
  const page: WebPage = { title: '', text: '', links: [], mayFollow: true, mayKeep: true };
  const open: string[] = [];
  let hidden = 0;
  let text = '';

  const isSilent = (name: string, attributes: Record<string, string>) =>
    silent.has(name) || 'hidden' in attributes || attributes['aria-hidden'] === 'true';
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (
          name === 'a' &&
          attributes.href &&
          page.links.length < maxLinks &&
          !/\bnofollow\b/i.test(attributes.rel ?? '')
        ) {
          page.links.push(attributes.href);
        }
        if (name === 'meta') readMeta(attributes, page);
        if (voids.has(name)) {
          if (blocks.has(name)) text += '\n';
          return;
        }
        open.push(name);
        if (hidden > 0 || isSilent(name, attributes) || open.length > maxDepth) hidden++;
        else if (blocks.has(name)) text += /^h[1-6]$/.test(name) ? `\n${'#'.repeat(Number(name[1]))} ` : '\n';
        else if (name === 'td' || name === 'th') text += ' | ';
      },
      ontext(words) {
        if (open.includes('title') && !open.includes('svg')) page.title += words;
        else if (hidden === 0 && text.length < maxText && !open.includes('head')) text += words.replaceAll(/\s+/g, ' ');
      },
      onclosetag(name) {
        if (voids.has(name) || open.at(-1) !== name) return;
        open.pop();
        if (hidden > 0) hidden--;
        else if (blocks.has(name)) text += '\n';
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  // Nobody writes so deep; the parser's own work grows with the square of it.
  for (let at = 0; at < html.length && open.length < deepest; at += step) parser.write(html.slice(at, at + step));
  parser.end();

  page.title = page.title.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  page.text = tidy(text);
  return page;
}

function readMeta({ name = '', content = '' }: Record<string, string>, page: WebPage): void {
  if (!/^robots$/i.test(name)) return;
  if (/\b(nofollow|none)\b/i.test(content)) page.mayFollow = false;
  if (/\b(noindex|none)\b/i.test(content)) page.mayKeep = false;
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/\s+/g, ' ')
        .trim()
        .replace(/^\|\s*/, ''),
    )
    .filter((line) => line && !/^#{1,6}$/.test(line))
    .join('\n');
}
