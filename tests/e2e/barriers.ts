import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

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
