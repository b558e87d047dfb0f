import { expect, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const owner = 'owner@rapid-rooter.example';
const knowledge = '/rapid-rooter/agent/knowledge';
const patient = { timeout: 60_000 };

test('a text and a file are learned, and asking as a caller finds both', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await signIn(browser, owner);
  await page.goto(knowledge);

  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Garden');
  await page
    .getByLabel('Text', { exact: true })
    .fill('# Fountain\nThe fountain in the garden runs from May to October.');
  await page.getByRole('button', { name: 'Add the text' }).click();
  await expect(page.getByText('Added. It is being read.')).toBeVisible();
  const markdown = '# Parrots\nParrots are welcome in the waiting room on a leash.';
  const file = { name: 'parrots.md', mimeType: 'text/markdown', buffer: Buffer.from(markdown) };
  await page.getByLabel('File to learn from').setInputFiles(file);
  const sources = page.getByRole('listitem').filter({ hasText: '1 passage' });
  await expect(sources.filter({ hasText: 'Garden' })).toBeVisible(patient);
  await expect(sources.filter({ hasText: 'parrots.md' })).toBeVisible(patient);

  for (const [question, answer] of [
    ['When does the fountain run?', 'May to October'],
    ['Are parrots welcome in the waiting room?', 'on a leash'],
  ] as const) {
    await page.getByLabel('Question', { exact: true }).fill(question);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(page.getByText(answer).first()).toBeVisible();
  }

  await page.getByRole('link', { name: 'Map', exact: true }).click();
  const map = page.getByRole('region', { name: 'Map of knowledge' });
  await expect(map.getByRole('link', { name: /^Garden, 1 fact/ })).toBeVisible();
  await expect(map.getByRole('link', { name: /^Parrots, 1 fact/ })).toBeVisible();
  await map.getByRole('button', { name: 'Larger' }).click();
  await expect(map.getByText('150 %')).toBeVisible();
  await map.getByRole('link', { name: /^Parrots, 1 fact/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'parrots.md' })).toBeVisible();
  await expect(page.getByText('on a leash')).toBeVisible();
});

test('what nobody could answer is answered in one click, and joins the draft', async ({ browser }) => {
  test.setTimeout(150_000);
  const page = await signIn(browser, owner);
  await placeCall({ to: '+12025550102', says: ['Do you offer hypnosis?', 'Goodbye.'] });

  await expect(async () => {
    await page.goto(knowledge);
    await expect(page.getByRole('button', { name: /^Answer: .*hypnosis/i })).toBeVisible({ timeout: 2_000 });
  }).toPass(patient);
  await page.getByRole('button', { name: /^Answer: .*hypnosis/i }).click();
  await page.getByLabel('Answer', { exact: true }).first().fill('We do not, but we have headphones and music.');
  await page.getByRole('button', { name: 'Add to draft' }).click();
  await expect(page.getByText('Added to the draft. Publish it to use it in calls.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Answer: .*hypnosis/i })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('We do not, but we have headphones and music.').first()).toBeVisible();
});

test('a word that was said leads to its moment in the call', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await signIn(browser, owner);
  await placeCall({ to: '+12025550102', says: ['Do you have a gramophone in the waiting room?', 'Goodbye.'] });

  await page.goto('/rapid-rooter/calls');
  const search = page.getByLabel('Words or a number');
  await expect(async () => {
    await search.fill('gramophone wait');
    await expect(page).toHaveURL(/q=gramophone/);
    await page.reload();
    await expect(page.locator('mark', { hasText: 'gramophone' }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass(patient);
  const passage = page.getByRole('link', { name: /^Caller .*gramophone/ }).first();
  await expect(passage).toContainText(/\d:\d\d/);
  await passage.click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}#turn-\d+$/);
  await expect(page.locator('li:target')).toContainText('gramophone');
});
