import { expect, test } from '@playwright/test';
import { signIn } from './people';

const mannersPage = '/rapid-rooter/agent/advanced';

test('how calls run is set in plain words, told beside the form, and published as sentences', async ({ browser }) => {
  const page = await signIn(browser, 'owner@rapid-rooter.example');
  await page.goto(mannersPage);
  const told = page.getByRole('complementary', { name: 'How a call runs' });

  await page.getByRole('spinbutton', { name: 'Questions before the goodbye' }).fill('3');
  await expect(told).toContainText('three times, and then says goodbye');
  await page.getByRole('combobox', { name: 'The key 0' }).click();
  await page.getByRole('option', { name: 'Is a number' }).click();
  await expect(told).toContainText('Keys are taken as numbers.');

  await page.getByRole('spinbutton', { name: 'Patience on hold' }).fill('5');
  await page.getByRole('button', { name: 'Save to draft' }).first().click();
  await expect(page.getByText('At least 20 seconds.')).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Patience on hold' }).fill('90');
  await page.getByRole('button', { name: 'Save to draft' }).first().click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();

  await page.getByRole('button', { name: 'Review & publish' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Questions before the goodbye from 2 to 3')).toBeVisible();
  await expect(dialog.getByText('The key 0 from person to digit')).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();
});

test('languages are added, put first and left out', async ({ browser }) => {
  const page = await signIn(browser, 'owner@rapid-rooter.example');
  await page.goto(mannersPage);
  const list = page.getByRole('list', { name: 'Languages, the first one first' });

  await page.getByRole('combobox', { name: 'Another language' }).click();
  await page.getByRole('option', { name: 'French' }).click();
  await page.getByRole('button', { name: 'Speak French first' }).click();
  await expect(list.getByRole('listitem').first()).toContainText('French · spoken first');
  await page.getByRole('button', { name: 'Leave out French' }).click();
  await expect(list).not.toContainText('French');
});
