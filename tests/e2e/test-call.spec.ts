import { expect, type Page, test } from '@playwright/test';
import { signIn } from './people';

const owner = 'owner@bright-smile.example';
const transcriptOf = (page: Page) => page.getByRole('list', { name: 'Transcript' });

test('typed words are answered, the call ends on hanging up, and its page says the same', async ({ browser }) => {
  const page = await signIn(browser, owner, { permissions: [] });
  await page.goto('/bright-smile/test');

  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await expect(transcriptOf(page)).toContainText('Thank you for calling Bright Smile Dental', { timeout: 20_000 });
  await expect(page.getByText('Mia is speaking')).toBeVisible();
  await page.getByLabel('Say something').fill('Are you open on Saturday?');
  await page.keyboard.press('Enter');
  await expect(transcriptOf(page)).toContainText('Saturday we are open', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.getByText('You hung up.')).toBeVisible();

  await page.getByRole('link', { name: 'Open this call' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Test in the browser' })).toBeVisible();
  await expect(transcriptOf(page)).toContainText('Saturday we are open');
  await expect(page.getByRole('link', { name: 'Draft' })).toBeVisible();
});

test('what the microphone hears reaches the agent, which falls silent', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto('/bright-smile/test');
  await page.getByText('Phone sound').click();

  await page.getByRole('button', { name: 'Talk with the microphone' }).click();
  await expect(transcriptOf(page)).toContainText('not heard', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Mute' }).click();
  await expect(page.getByRole('button', { name: 'Unmute' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Hang up' }).click();

  await expect(page.getByRole('button', { name: 'Start another call' })).toBeVisible();
});

test('a refused microphone is explained, and typing remains', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto('/bright-smile/test');

  await page.getByRole('button', { name: 'Talk with the microphone' }).click();

  await expect(page.getByRole('alert').filter({ hasText: 'does not let this page use the microphone' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Type instead of talking' })).toBeEnabled();
});

test('a viewer may look but not call', async ({ browser }) => {
  const page = await signIn(browser, 'viewer@bright-smile.example');
  await page.goto('/bright-smile/test');

  await expect(page.getByText('Only staff, managers and owners can place test calls.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Type instead of talking' })).toHaveCount(0);
});
