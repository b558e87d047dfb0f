import { expect, type Page, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const owner = 'owner@bright-smile.example';
const questions = ['Where are you?', 'Do you see children?', 'What does a cleaning cost?', 'Are you open on Monday?'];

/** Rings, and opens the page of the call while it goes on. */
async function openLiveCall(page: Page, from: string, { dial, says }: { dial: string; says: string[] }) {
  await page.goto('/bright-smile/calls');
  await expect(page.getByRole('table')).toBeVisible();
  const done = placeCall({ to: '+12025550101', from, says, dial });
  const pinned = page.getByRole('region', { name: 'Calls in progress' });
  await pinned.getByRole('link', { name: from.replace(/^\+1(\d{3})(\d{3})/, '+1 $1 $2 ') }).click({ timeout: 30_000 });
  await expect(page.getByRole('list', { name: 'Transcript' })).toContainText('Thank you for calling');
  return { done };
}

async function codeTextedTo(page: Page, number: string): Promise<string> {
  const texts = `http://127.0.0.1:${process.env.PRACTICE_PORT}/mailbox/texts.json`;
  let code = '';
  await expect
    .poll(async () => {
      const all: { to: string; body: string }[] = await (await page.request.get(texts)).json();
      code = /^(\d{6}) is your code/.exec(all.find(({ to }) => to === number)?.body ?? '')?.[1] ?? '';
      return code;
    })
    .toMatch(/^\d{6}$/);
  return code;
}

test.describe.configure({ mode: 'serial' });

test('taking over begins with a number that is verified by the code in a text, and leads back to the call', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const page = await signIn(browser, owner);
  const { done } = await openLiveCall(page, '+12025550181', { dial: 'no-answer', says: questions.slice(0, 2) });
  await page.getByRole('link', { name: 'Take over…' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your phone' })).toBeVisible();

  await page.getByLabel('Your mobile number').fill('+1 900 555 1234');
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByText('This number is a premium-rate number.')).toBeVisible();
  await page.getByLabel('Your mobile number').fill('(202) 555-0147');
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByText('Not verified')).toBeVisible();
  const code = await codeTextedTo(page, '+12025550147');
  await page.getByLabel('Code from the text').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('That is not the code.')).toBeVisible();
  await page.getByLabel('Code from the text').fill(code);
  await page.getByRole('button', { name: 'Verify' }).click();

  await expect(page.getByText('Verified', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the call' }).click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  await done;
});

test('taking over rings one’s own phone, and the page tells how the caller gets to whoever pressed 1', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const page = await signIn(browser, owner);
  const { done } = await openLiveCall(page, '+12025550182', { dial: 'answered', says: [...questions, ...questions] });
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('button', { name: 'Ring my phone' }).click();

  await expect(page.getByText(/press(es)? 1 to take the call/)).toBeVisible();
  const transfer = page.getByRole('region', { name: 'Transfer to Dana Whitfield' });
  await expect(transfer).toContainText('Talking', { timeout: 45_000 });
  await expect(page.getByRole('heading', { name: 'With Dana Whitfield' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'End the call' })).toHaveCount(0);
  await expect(transfer).toContainText('Connected', { timeout: 45_000 });
  await done;
  await expect(page.getByText('2025550147')).toHaveCount(0);
  await expect(page.getByText('555 0147')).toHaveCount(0);
});

test('the number is nobody else’s to see: a colleague finds a page without one', async ({ browser }) => {
  const page = await signIn(browser, 'manager@bright-smile.example');
  await page.goto('/bright-smile/your-phone');

  await expect(page.getByRole('heading', { name: 'No phone yet' })).toBeVisible();
  await expect(page.getByText('555 0147')).toHaveCount(0);
});
