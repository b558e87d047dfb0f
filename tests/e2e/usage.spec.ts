import { expect, test } from '@playwright/test';
import { signIn } from './people';

test('a manager sees what is used of the plan, and that an admin has set another, which is written down', async ({
  browser,
}) => {
  const owner = await signIn(browser, 'owner@rapid-rooter.example');
  await owner.goto('/rapid-rooter/usage');
  const plan = owner.getByRole('heading', { name: /^Plan: / });
  await expect(plan).toHaveText('Plan: Trial');
  await expect(owner.getByText(/^\d+ of 1,000$/)).toBeVisible();
  await expect(owner.getByText(/minutes (by|are left)/)).toBeVisible();
  for (const spentOn of ['Carrier', 'Greetings']) {
    await expect(owner.getByRole('term').filter({ hasText: spentOn }).first()).toBeVisible();
  }

  const admin = await signIn(browser, 'admin@foyer.example');
  await admin.goto('/admin/tenants/rapid-rooter');
  await admin.getByLabel('Plan', { exact: true }).selectOption({ label: 'Team, $149.00 a month' });
  await admin.getByRole('button', { name: 'Set plan' }).click();
  await expect(admin.getByText('Rapid Rooter Plumbing has a new plan. Its managers can see it.')).toBeVisible();
  await admin.reload();
  await expect(admin.getByText(/^Given another plan/)).toBeVisible();
  await expect(admin.getByText('Margin so far')).toBeVisible();
  await expect(admin.getByText('$149.00', { exact: true })).toBeVisible();

  await owner.reload();
  await expect(plan).toHaveText('Plan: Team');
  await expect(owner.getByText('$149.00 a month')).toBeVisible();
  await expect(
    owner.getByRole('heading', { name: 'Where the money went' }).or(owner.getByText('Minutes')).first(),
  ).toBeVisible();
});
