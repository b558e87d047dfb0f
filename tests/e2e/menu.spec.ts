import { expect, type Request, test } from '@playwright/test';
import { signIn } from './people';

test('a page asks for itself and none of the menu’s others, until somebody comes near one', async ({ browser }) => {
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
});
