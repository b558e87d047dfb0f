import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import type { Taken, View } from './take';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function figureOf({ name, file, problem }: Taken, width: number): string {
  const note = problem ? `<b>${escaped(problem)}</b>` : '';
  return `<figure style="width:${width}px"><figcaption>${escaped(name)}${note}</figcaption>
    <img src="${pathToFileURL(file).href}" width="${width}"></figure>`;
}

function sheetHtml(title: string, taken: Taken[], thumb: number, columns: number): string {
  const rows = Array.from({ length: columns }, (_, column) =>
    taken.filter((_each, index) => index % columns === column),
  );
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><style>
    body { margin: 0; padding: 32px; width: max-content; background: #d9dade; color: #1c2024; font: 16px/1.4 system-ui, sans-serif }
    h1 { margin: 0 0 20px; font-size: 24px }
    main { display: flex; gap: 24px; align-items: flex-start }
    figure { margin: 0 0 28px }
    figcaption { margin-bottom: 8px; font-weight: 600 }
    figcaption b { display: block; color: #b32a12 }
    img { display: block; border: 1px solid #8b8d98 }
  </style><h1>${escaped(title)}</h1><main>${rows
    .map((column) => `<section>${column.map((each) => figureOf(each, thumb)).join('')}</section>`)
    .join('')}</main>`;
}

/** One labelled picture of many. */
export async function composeSheet(
  browser: Browser,
  { title, taken, view, file }: { title: string; taken: Taken[]; view: View; file: string },
): Promise<void> {
  const wide = view.width > 600;
  const html = `${file.slice(0, -path.extname(file).length)}.html`;
  await writeFile(html, sheetHtml(title, taken, wide ? 640 : 312, wide ? 3 : 6));

  const page = await browser.newPage({ viewport: { width: 2048, height: 200 } });
  await page.goto(pathToFileURL(html).href);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}
