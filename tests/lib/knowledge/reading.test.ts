import { describe, expect, it } from 'vitest';
import { describeCsv } from '@/lib/knowledge/csv';
import { readDocx } from '@/lib/knowledge/docx';
import { readHtml } from '@/lib/knowledge/html';
import { readFile } from '@/lib/knowledge/read-file';
import { readRobots } from '@/lib/knowledge/robots';
import { linksWithin, readWebAddress } from '@/lib/knowledge/web-address';
import { makeDocx, makeZipBomb } from '../../support/make-documents';

describe('CSV', () => {
  it('says in each row what its cells are, through quotes and line ends within them', () => {
    expect(describeCsv('Service;Price\n"Crown; porcelain";"$900\nper tooth"\nFilling;$180')).toEqual([
      { line: 2, text: 'Service: Crown; porcelain; Price: $900\nper tooth' },
      { line: 4, text: 'Service: Filling; Price: $180' },
    ]);
  });
});

describe('Word', () => {
  it('keeps headings and paragraphs', () => {
    expect(readDocx(makeDocx([{ text: 'Prices', style: 'Heading1' }, { text: 'A crown & a cap' }]))).toBe(
      '# Prices\nA crown & a cap',
    );
  });

  it('does not unpack a bomb', () => {
    expect(() => readDocx(makeZipBomb(60 * 1024 * 1024))).toThrow('too large once it is unpacked');
  });

  it('says so of a file that is none', async () => {
    await expect(readFile('a.docx', new TextEncoder().encode('PK nothing')).next()).rejects.toThrow('Word document');
    await expect(readFile('a.exe', new Uint8Array(4)).next()).rejects.toThrow('cannot be read');
  });
});

describe('HTML', () => {
  it('keeps words and headings, not menus, scripts or what is hidden', () => {
    const page = readHtml(
      '<title>Shop</title><nav>Menu</nav><h2>Hours</h2><p>Nine to <b>five</b>.<script>alert(1)</script><p hidden>secret</p><a href="/a">a</a><a rel="nofollow" href="/b">b</a>',
    );
    expect(page).toMatchObject({ title: 'Shop', text: '## Hours\nNine to five.\nab', links: ['/a'] });
  });

  it('reads a page of a hundred thousand open tags in a moment', () => {
    const began = performance.now();
    readHtml('<div><p>'.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('robots.txt', () => {
  const robots = readRobots(
    'User-agent: *\nDisallow: /\n\nUser-agent: foyerbot\nDisallow: /private\nAllow: /private/hours$\nCrawl-delay: 2',
    'FoyerBot',
  );

  it('obeys the rules for us, the longest first', () => {
    expect(robots.allows('/')).toBe(true);
    expect(robots.allows('/private/x')).toBe(false);
    expect(robots.allows('/private/hours')).toBe(true);
    expect(robots.delayMs).toBe(2_000);
  });
});

describe('addresses', () => {
  it('are what a person means, or nothing', () => {
    expect(readWebAddress('www.shop.example/a#b')).toBe('https://www.shop.example/a');
    for (const typed of ['file:///etc/passwd', 'http://user:pw@shop.example', 'localhost', 'javascript:alert(1)']) {
      expect(readWebAddress(typed)).toBeNull();
    }
  });

  it('lead to pages of the same site alone', () => {
    const links = linksWithin(new URL('https://shop.example/a'), [
      '/b?utm_source=x',
      'https://www.shop.example/c',
      'http://evil.example/',
      '/p.pdf',
      'mailto:a@b.c',
      '#top',
    ]);
    expect(links).toEqual(['https://shop.example/b', 'https://www.shop.example/c']);
  });
});
