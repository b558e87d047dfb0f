import type { Browser, BrowserContext, Page } from '@playwright/test';

export type SignedIn = { state: Awaited<ReturnType<BrowserContext['storageState']>>; home: string };

const demoPassword = 'foyer-demo-2026';

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

async function keep(page: Page): Promise<SignedIn> {
  const state = await page.context().storageState();
  const home = new URL(page.url()).pathname.split('/')[1] ?? '';
  await page.context().close();
  return { state, home };
}

export async function signInDemo(browser: Browser, baseURL: string, email: string): Promise<SignedIn> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await enter(page, email, demoPassword);
  return keep(page);
}

const mailWithinMs = 30_000;
const lookEveryMs = 500;

/** The link of the newest letter to an address, from the practice mailbox. */
async function linkFromMail(page: Page, mailboxUrl: string, email: string): Promise<string> {
  for (const endMs = Date.now() + mailWithinMs; Date.now() < endMs; ) {
    await page.goto(mailboxUrl);
    const letter = page.getByRole('listitem').filter({ hasText: email }).getByRole('link').first();
    if ((await letter.count()) === 0) {
      await page.waitForTimeout(lookEveryMs);
      continue;
    }
    await letter.click();
    const link = await page.locator('pre a').first().getAttribute('href');
    if (link) return link;
  }
  throw new Error(`No letter to ${email} came to ${mailboxUrl}.`);
}

export type NewTenant = { beforeBusiness: SignedIn; withBusiness: SignedIn };

/** A stranger becomes an owner the way strangers do; what they own is as empty as it can be. */
export async function openNewTenant(browser: Browser, baseURL: string, mailboxUrl: string): Promise<NewTenant> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  const email = `sheets-${Date.now()}@foyer.example`;
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Noor Haddad');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('Check your mailbox').waitFor();

  await page.goto(await linkFromMail(page, mailboxUrl, email));
  await page.getByRole('button', { name: 'Confirm my e-mail' }).click();
  await page.getByText('Your e-mail is confirmed').waitFor();
  await enter(page, email, demoPassword);
  const beforeBusiness = { state: await page.context().storageState(), home: '' };

  await page.getByLabel('Business name').fill('Harbor Street Bakery');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/welcome'));
  return { beforeBusiness, withBusiness: await keep(page) };
}
