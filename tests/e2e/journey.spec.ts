import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const greeting = 'Rapid Rooter, you have reached the pipe doctors. What is leaking?';

test('an owner moves a slider, changes the greeting and publishes; the next caller hears it, and the owner reads the call', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await signIn(browser, 'owner@rapid-rooter.example');
  await page.goto('/rapid-rooter/agent/personality');
  await page.getByRole('slider', { name: 'Formality' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Save to draft' }).first().click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();

  await page.goto('/rapid-rooter/agent/voice-and-greeting');
  const field = page.getByRole('textbox', { name: 'Greeting', exact: true });
  await expect(async () => {
    await field.fill(greeting);
    await expect(page.getByRole('complementary', { name: 'What callers hear' })).toContainText(greeting);
  }).toPass();
  await page.getByRole('textbox', { name: 'After hours' }).fill('');
  await page.getByRole('button', { name: 'Save to draft' }).first().click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();
  await page.getByRole('button', { name: 'Review & publish' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();

  const happenings = await placeCall({ to: '+12025550102', from: '+12025550143', says: ['Do you fix boilers?'] });

  const heard = happenings.find(({ type }) => type === 'agent');
  expect(String(heard?.text)).toMatch(new RegExp(`^${greeting.replace(/[.?]/g, '\\$&')}`));
  const summary = happenings.find(({ type }) => type === 'summary');
  expect(loudness(String(summary?.wav))).toBeGreaterThan(0.02);

  await page.goto('/rapid-rooter/calls');
  await page.getByRole('table').getByRole('link', { name: '+1 202 555 0143' }).first().click();
  const transcript = page.getByRole('list', { name: 'Transcript' });
  await expect(transcript).toContainText(greeting);
  await expect(transcript).toContainText('Do you fix boilers?');
});

/** Root mean square of a 16-bit WAV, 1 being full scale. */
function loudness(file: string): number {
  const bytes = readFileSync(file).subarray(44);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
  return Math.sqrt(samples.reduce((sum, sample) => sum + (sample / 32768) ** 2, 0) / samples.length);
}
