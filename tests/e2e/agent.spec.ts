import { expect, type Page, test } from '@playwright/test';
import { signIn } from './people';

const personality = '/rapid-rooter/agent/personality';
const voiceAndGreeting = '/rapid-rooter/agent/voice-and-greeting';
const owner = 'owner@rapid-rooter.example';

async function moveToEnd(page: Page, slider: string) {
  await page.getByRole('slider', { name: slider }).focus();
  await page.keyboard.press('End');
}

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save to draft' }).first().click();
}

test('a moved slider shows its sentence at once, survives a reload, and is published as a version with its note', async ({
  browser,
}) => {
  const page = await signIn(browser, owner);
  await page.goto(personality);

  await moveToEnd(page, 'Warmth');
  const sentence = 'Sound genuinely happy they called; add a kind word at the start and at the end.';
  await expect(page.getByText(sentence)).toHaveCount(2);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByRole('slider', { name: 'Warmth' })).toHaveAttribute('aria-valuenow', '100');

  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Saved to the draft.')).toBeVisible();
  await page.getByRole('button', { name: 'Review & publish' }).click();
  await expect(page.getByRole('dialog').getByText(/^Warmth from \d+ to 100$/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Note' }).fill('Warmer for the winter');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();

  await page.goto('/rapid-rooter/agent/versions');
  const newest = page.getByRole('table', { name: 'Versions, newest first' }).getByRole('row').nth(1);
  await expect(newest).toContainText('Live');
  await expect(newest).toContainText('Warmer for the winter');
  await newest.getByRole('link', { name: /Changes in version/ }).click();
  await expect(page.getByRole('cell', { name: /Warmth from \d+ to 100/ })).toBeVisible();
});

test('a preset moves many sliders and can be undone, and the whole instruction text follows', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(personality);
  const before = await page.getByRole('slider', { name: 'Formality' }).getAttribute('aria-valuenow');

  await page.getByRole('button', { name: 'Luxury concierge' }).click();
  await expect(page.getByRole('slider', { name: 'Formality' })).toHaveAttribute('aria-valuenow', '90');
  await page.getByRole('button', { name: 'Fine tune' }).click();
  await expect(page.getByRole('slider')).toHaveCount(30);
  await page.getByRole('button', { name: 'Show the whole instruction text' }).click();
  await expect(page.getByRole('dialog').locator('pre')).toContainText('Use full courtesy, titles and surnames');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('slider', { name: 'Formality' })).toHaveAttribute('aria-valuenow', before ?? '');
});

test('two people saving one section: the later one sees both and chooses', async ({ browser }) => {
  const [first, second] = [await signIn(browser, owner), await signIn(browser, owner)];
  await first.goto(personality);
  await second.goto(personality);

  await moveToEnd(first, 'Pace');
  await save(first);
  await expect(first.getByText('Saved to the draft.')).toBeVisible();
  await moveToEnd(second, 'Patience');
  await save(second);

  const conflict = second.getByText('Somebody else saved this while you were editing.');
  await expect(conflict).toBeVisible();
  await second.getByRole('button', { name: 'Keep mine' }).click();
  await expect(second.getByText('Saved to the draft.')).toBeVisible();
  await expect(conflict).toHaveCount(0);

  await moveToEnd(first, 'Formality');
  await save(first);
  await first.getByRole('button', { name: 'Take theirs' }).click();
  await expect(first.getByRole('slider', { name: 'Patience' })).toHaveAttribute('aria-valuenow', '100');
  await expect(first.getByRole('button', { name: 'Save to draft' })).toBeDisabled();
});

test('a greeting is shown as it will be heard; a bad one is refused beside its field and nothing typed is lost', async ({
  browser,
}) => {
  const page = await signIn(browser, owner);
  await page.goto(voiceAndGreeting);
  const greeting = page.getByRole('textbox', { name: 'Greeting', exact: true });

  // A page that has only just arrived may not listen yet.
  await expect(async () => {
    await greeting.fill('Ahoy {caller_name}, {business} here. {weather}');
    const heard = page.getByText('Ahoy, Rapid Rooter Plumbing here. {weather}', { exact: true });
    await expect(heard).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole('switch', { name: 'A caller we know' }).click();
  await expect(page.getByText('Ahoy Ada Lovelace, Rapid Rooter Plumbing here. {weather}')).toBeVisible();
  await save(page);

  await expect(greeting).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/\{weather\} is not known\. Use/)).toBeVisible();
  await expect(greeting).toHaveValue('Ahoy {caller_name}, {business} here. {weather}');
});

test('the greeting is heard in a voice before it is chosen', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(voiceAndGreeting);

  await page.getByRole('button', { name: 'Hear the greeting in Sage' }).click();

  await expect(page.getByRole('button', { name: 'Stop Sage' })).toBeVisible();

  const asked = { voice: 'sage', speed: 1, text: 'Good morning, how can I help?' };
  const wav = await page.request.post(`${voiceAndGreeting}/preview`, {
    data: asked,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(wav.headers()['content-type']).toBe('audio/wav');
  const loudest = Math.max(...new Int16Array(new Uint8Array(await wav.body()).buffer.slice(44)));
  expect((await wav.body()).byteLength / 48_000).toBeGreaterThan(1);
  expect(loudest).toBeGreaterThan(2_000);
});

test('a discarded draft becomes what is live, and an old version can be brought back', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(voiceAndGreeting);
  await page.getByRole('radio', { name: /Shimmer/ }).check();
  await page.getByRole('button', { name: 'Save to draft' }).last().click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();

  await page.getByRole('button', { name: 'Discard', exact: true }).first().click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();
  await expect(page.getByRole('radio', { name: /Shimmer/ })).not.toBeChecked();

  await page.goto('/rapid-rooter/agent/versions');
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  const newest = page.getByRole('table', { name: 'Versions, newest first' }).getByRole('row').nth(1);
  await expect(newest).toContainText('Restored version 1');
  await expect(newest).toContainText('Live');
});

test('a viewer sees everything and can change nothing', async ({ browser }) => {
  const page = await signIn(browser, 'viewer@bright-smile.example');
  await page.goto('/bright-smile/agent/personality');

  await expect(page.getByText('Only a manager or an owner can change this.')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Warmth' })).toHaveAttribute('data-disabled', '');
  await expect(page.getByRole('button', { name: 'Save to draft' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Review & publish' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the whole instruction text' }).click();
  await expect(page.getByRole('dialog').locator('pre')).toContainText('# Rules');
});
