import { expect, type Request, test } from '@playwright/test';
import { signIn } from './people';

test('a page asks for itself and for none that its menu and rows lead to, until somebody comes near one', async ({
  browser,
}) => {
  const page = await signIn(browser, 'viewer@bright-smile.example', { viewport: { width: 1280, height: 900 } });
  const ahead: string[] = [];
  page.on('request', (request: Request) => {
    if (request.headers()['next-router-prefetch']) ahead.push(new URL(request.url()).pathname);
  });
  await page.goto('/bright-smile/your-phone');
  await page.waitForLoadState('networkidle');
  expect(ahead).toEqual([]);

  await page.getByRole('navigation', { name: 'Business' }).getByRole('link', { name: 'Callers' }).hover();

  await expect.poll(() => [...new Set(ahead)]).toEqual(['/bright-smile/callers']);

  await page.getByRole('navigation', { name: 'Business' }).getByRole('link', { name: 'Callers' }).click();
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(2)).toBeVisible();
  await page.waitForLoadState('networkidle');
  const callers = () => [...new Set(ahead)].filter((path) => path.startsWith('/bright-smile/callers/'));
  expect(callers()).toEqual([]);
  await rows.nth(2).hover();
  await expect.poll(callers).toHaveLength(1);
});
