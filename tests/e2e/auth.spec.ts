import { expect, type Page, test } from '@playwright/test';

const password = 'correct horse battery';
const newAddress = () => `ada-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.com`;

async function signIn(page: Page, email: string, secret: string) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Follows the link of the newest mail to an address, as it is shown in the practice mailbox. */
async function followMail(page: Page, email: string, subject: string) {
  const mailbox = `http://127.0.0.1:${process.env.PRACTICE_PORT}/mailbox`;
  await expect
    .poll(async () => JSON.stringify(await (await page.request.get(`${mailbox}.json?to=${email}`)).json()), {
      timeout: 20_000,
    })
    .toContain(subject);
  await page.goto(mailbox);
  await page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: subject }).getByRole('link').click();
  const link = await page.locator('pre a').first().getAttribute('href');
  await page.goto(link ?? '');
}

async function register(page: Page, email: string) {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByText('Check your mailbox')).toBeVisible();
  await followMail(page, email, 'Confirm your e-mail');
  await page.getByRole('button', { name: 'Confirm my e-mail' }).click();
  await expect(page.getByText('Your e-mail is confirmed')).toBeVisible();
}

test('a stranger signs up, confirms by mail, names a business and arrives at its receptionist', async ({ page }) => {
  const email = newAddress();
  await register(page, email);

  await signIn(page, email, password);
  await page.getByLabel('Business name').fill('Ada and Daughters');
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page).toHaveURL(/\/ada-and-daughters[\w-]*\/agent\/personality$/);
  await expect(page.getByRole('button', { name: /Ada and Daughters/ })).toBeVisible();
});

test('a form says by field what is wrong and loses nothing that was typed', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create the account' }).click();

  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Write an e-mail address/);
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/at least 10 characters/i);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('Your name')).toHaveValue('Ada');
  await expect(page.getByLabel('E-mail')).toHaveValue('not an address');
  await expect(page.getByLabel('Password')).toHaveValue('short');
});

test('a wrong password and an unknown address get the same answer', async ({ page }) => {
  const answers: (string | null)[] = [];
  for (const email of ['viewer@bright-smile.example', newAddress()]) {
    await signIn(page, email, 'this is not it');
    const alert = page.locator('form').getByRole('alert');
    await expect(alert).toBeVisible();
    answers.push(await alert.textContent());
  }

  expect(answers[0]).toBe('That e-mail and password do not match.');
  expect(answers[1]).toBe(answers[0]);
});

test('a visitor is sent to sign in and then arrives where they were going', async ({ page }) => {
  await page.goto('/bright-smile/agent/personality');
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await page.getByLabel('E-mail').fill('owner@bright-smile.example');
  await page.getByLabel('Password').fill('foyer-demo-2026');
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page).toHaveURL(/\/bright-smile\/agent\/personality$/);
});

test('an owner finds nothing at the address of another business, as if it did not exist', async ({ page }) => {
  await signIn(page, 'owner@bright-smile.example', 'foyer-demo-2026');
  await expect(page).toHaveURL(/\/bright-smile\//);

  for (const path of ['/rapid-rooter/calls', '/no-such-business/calls', '/admin/tenants']) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    expect(await page.content()).not.toContain('Rapid Rooter');
  }
});

test('a reset by mail ends the sessions of other browsers, and works once', async ({ page, browser }) => {
  const email = newAddress();
  await register(page, email);
  await signIn(page, email, password);
  await expect(page).toHaveURL(/\/welcome$/);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto('/forgot-password');
  await elsewhere.getByLabel('E-mail').fill(email);
  await elsewhere.getByRole('button', { name: 'Send the link' }).click();
  await expect(elsewhere.getByText('If there is an account')).toBeVisible();
  await followMail(elsewhere, email, 'Choose a new password');
  const link = elsewhere.url();
  await elsewhere.getByLabel('New password').fill('another horse battery');
  await elsewhere.getByRole('button', { name: 'Save the password' }).click();
  await expect(elsewhere.getByText('Your password is changed')).toBeVisible();

  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('third horse battery');
  await elsewhere.getByRole('button', { name: 'Save the password' }).click();
  await expect(elsewhere.locator('form').getByRole('alert')).toContainText('used already');
});

test('signing out everywhere holds at the next look of every browser', async ({ page, browser }) => {
  await signIn(page, 'staff@bright-smile.example', 'foyer-demo-2026');
  await expect(page).toHaveURL(/\/bright-smile\//);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, 'staff@bright-smile.example', 'foyer-demo-2026');
  await expect(elsewhere).toHaveURL(/\/bright-smile\//);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText('You are signed out everywhere.')).toBeVisible();

  await elsewhere.goto('/bright-smile/calls');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('every page carries a script nonce of its own and the headers that keep it to itself', async ({ request }) => {
  const policies = new Set<string>();
  for (const path of ['/', '/sign-in', '/nothing/here']) {
    const headers = (await request.get(path)).headers();
    policies.add(/'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '');
    expect(headers['content-security-policy']).toContain("'strict-dynamic'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['permissions-policy']).toContain('microphone=(self)');
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect(policies.size).toBe(3);
});
