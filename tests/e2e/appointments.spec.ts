import { expect, type Page, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const owner = 'owner@bright-smile.example';

/** The Tuesday after the date on the wall of the business. */
function nextTuesday(): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
  const at = new Date(`${today}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + ((2 - at.getUTCDay() + 6) % 7) + 1);
  return at.toISOString().slice(0, 10);
}

const row = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Night guard · Ada Lovelace' });

test('an owner adds a service and publishes; a caller books it, and the owner moves it, cancels it and puts it back', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await signIn(browser, owner);
  await page.goto('/bright-smile/agent/appointments');
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Add a service' }).click();
  await page.getByLabel('Service', { exact: true }).last().fill('Night guard');
  await page.getByLabel('Takes').last().fill('40');
  const preview = page.getByRole('complementary', { name: 'What callers are offered' });
  await preview.getByLabel('Service to try').selectOption('Night guard');
  await preview.getByLabel('Day to try').fill(nextTuesday());
  await expect(preview.getByRole('status')).toContainText('between 8 am and 4:15 pm');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Saved to the draft.')).toBeVisible();
  await page.getByRole('button', { name: 'Review & publish' }).click();
  await expect(page.getByRole('dialog')).toContainText('Service “Night guard” added');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();

  const happenings = await placeCall({
    to: '+12025550101',
    from: '+12025550145',
    says: ['I would like to book a night guard on Tuesday at eleven.', 'My name is Ada Lovelace.', 'Yes, please.'],
  });

  const said = happenings.filter(({ type }) => type === 'agent').map(({ text }) => String(text));
  expect(said.join(' ')).toMatch(/Night guard on Tuesday \d+ November|Night guard on Tuesday/);
  expect(said.join(' ')).toContain('The reference is');

  await page.goto(`/bright-smile/appointments?from=${nextTuesday()}`);
  await page.waitForLoadState('networkidle');
  await expect(row(page)).toContainText('11:00 AM – 11:40 AM');
  await expect(row(page)).toContainText('Chair 1');

  await row(page).getByRole('button', { name: 'Move Night guard for Ada Lovelace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Begins').fill('10:15');
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await expect(
    dialog
      .getByRole('alert')
      .or(row(page).filter({ hasText: '10:15 AM' }))
      .first(),
  ).toBeVisible();
  if (await dialog.isVisible()) {
    await expect(dialog.getByRole('alert')).toHaveText('Somebody else has that time. Choose another.');
    await dialog.getByLabel('Begins').fill('15:20');
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await expect(row(page)).toContainText('3:20 PM – 4:00 PM');
  }

  await row(page).getByRole('button', { name: 'Cancel Night guard for Ada Lovelace' }).click();
  await expect(row(page)).toContainText('Cancelled');
  await page
    .getByRole('listitem')
    .filter({ hasText: /cancelled/i })
    .getByRole('button', { name: 'Undo' })
    .first()
    .click();
  await expect(row(page)).not.toContainText('Cancelled');

  await row(page).getByRole('link', { name: 'Call' }).click();
  await expect(page.getByRole('region', { name: 'Appointment booked' })).toContainText('Night guard for Ada Lovelace');
  await expect(page.getByRole('list', { name: 'Transcript' })).toContainText('Booked an appointment');

  await page.goto('/bright-smile/inbox');
  await expect(page.getByText('New appointment: Night guard for Ada Lovelace')).toBeVisible();
});

test('a viewer reads the book and changes nothing; it can be taken along as a calendar and as a table', async ({
  browser,
}) => {
  const page = await signIn(browser, 'viewer@bright-smile.example');
  await page.goto('/bright-smile/appointments');

  await expect(page.getByRole('heading', { level: 1, name: 'Appointments' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Move|Cancel) / })).toHaveCount(0);
  const ics = await page.request.get('/bright-smile/appointments/export?as=ics');
  const csv = await page.request.get('/bright-smile/appointments/export?as=csv');
  expect(ics.headers()['content-type']).toContain('text/calendar');
  expect(await ics.text()).toMatch(
    /^BEGIN:VCALENDAR\r\n[\s\S]+SUMMARY:Cleaning – Nora Petersen\r\n[\s\S]+END:VCALENDAR\r\n$/,
  );
  expect(await csv.text()).toContain('KM742');
  const elsewhere = await page.request.get('/rapid-rooter/appointments/export?as=csv', { maxRedirects: 0 });
  expect([403, 404]).toContain(elsewhere.status());
});
