import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export type Look = { viewport?: { width: number; height: number }; colorScheme: 'light' | 'dark' };

/** The page as it lies, in another window and theme: both follow without its being loaded again. */
export async function lookAs(page: Page, { viewport, colorScheme }: Look): Promise<void> {
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toContainClass(colorScheme);
}

type Barrier = { rule: string; impact: string; at: string };

/** What axe finds on a page, or on a part of it. All in the page itself, and without what is right: that is most, and slow to tell. */
export async function barriersOn(page: Page, part?: string): Promise<Barrier[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  return violations.map(({ id, impact, nodes }) => ({
    rule: id,
    impact: impact ?? '',
    at: String(nodes[0]?.target.join(' ')),
  }));
}
