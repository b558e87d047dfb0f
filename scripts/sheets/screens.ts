import type { Page } from '@playwright/test';

export type Screen = {
  name: string;
  path: string;
  /** Goes on from the page to what is to be shown. */
  act?: (page: Page) => Promise<void>;
};

async function firstCallHref(page: Page): Promise<string> {
  const row = page.getByRole('table').getByRole('row').nth(1).getByRole('link');
  return (await row.getAttribute('href')) ?? '';
}

async function openSheet(page: Page): Promise<void> {
  await page.goto(await firstCallHref(page));
  await page.getByRole('heading', { name: 'Transcript' }).waitFor();
}

async function openCallPage(page: Page): Promise<void> {
  const call = new URLSearchParams((await firstCallHref(page)).split('?')[1]).get('call');
  await page.goto(`${new URL(page.url()).pathname}/${call}`);
}

async function talk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Type instead of talking' }).click();
  await page.getByText('is listening').waitFor({ timeout: 40_000 });
  await page.getByLabel('Say something').fill('Are you open on Saturday?');
  await page.keyboard.press('Enter');
  await page.getByText('is speaking').waitFor({ timeout: 20_000 });
}

async function talkAndHangUp(page: Page): Promise<void> {
  await talk(page);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.getByRole('button', { name: 'Start another call' }).waitFor();
}

async function openSuspend(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Suspend…' }).click();
  await page.getByRole('dialog').waitFor();
}

const rooms: [name: string, path: string][] = [
  ['Inbox', 'inbox'],
  ['Callers', 'callers'],
  ['Appointments', 'appointments'],
  ['Texts', 'texts'],
  ['Knowledge', 'agent/knowledge'],
  ['Map of knowledge', 'agent/knowledge/map'],
  ['Hours', 'agent/hours'],
  ['Routing', 'agent/routing'],
  ['Booking', 'agent/appointments'],
  ['Text messages', 'agent/texts'],
  ['Connections', 'agent/connections'],
  ['How calls run', 'agent/advanced'],
  ['Limits', 'agent/limits'],
  ['Privacy', 'agent/privacy'],
  ['Usage', 'usage'],
  ['Your phone', 'your-phone'],
];

const roomScreens = (slug: string): Screen[] => rooms.map(([name, path]) => ({ name, path: `/${slug}/${path}` }));

export const visitorScreens: Screen[] = [
  { name: 'Landing', path: '/' },
  { name: 'Sign in', path: '/sign-in' },
  { name: 'Sign up', path: '/sign-up' },
  { name: 'Forgot password', path: '/forgot-password' },
  { name: 'Used-up reset link', path: '/reset-password?token=used-up' },
  { name: 'Used-up confirmation', path: '/confirm?token=used-up' },
  { name: 'Nothing here', path: '/this/does-not-exist' },
];

export const welcomeScreens: Screen[] = [{ name: 'Welcome: name the business', path: '/welcome' }];

export const fullScreens = (slug: string): Screen[] => [
  { name: 'Calls', path: `/${slug}/calls` },
  { name: 'Calls, filtered', path: `/${slug}/calls?range=90d&outcome=message_taken&q=202555` },
  { name: 'Calls, one opened', path: `/${slug}/calls?outcome=message_taken`, act: openSheet },
  { name: 'One call', path: `/${slug}/calls?outcome=message_taken`, act: openCallPage },
  { name: 'Personality', path: `/${slug}/agent/personality` },
  { name: 'Voice and greeting', path: `/${slug}/agent/voice-and-greeting` },
  ...roomScreens(slug),
  { name: 'Versions', path: `/${slug}/agent/versions` },
  { name: 'Test, ready', path: `/${slug}/test` },
  { name: 'Test, live', path: `/${slug}/test`, act: talk },
  { name: 'Test, ended', path: `/${slug}/test`, act: talkAndHangUp },
  { name: 'Account', path: '/account' },
];

export const emptyScreens = (slug: string): Screen[] => [
  { name: 'Calls, none yet', path: `/${slug}/calls` },
  { name: 'Personality, untouched', path: `/${slug}/agent/personality` },
  { name: 'Voice and greeting, untouched', path: `/${slug}/agent/voice-and-greeting` },
  ...roomScreens(slug),
  { name: 'Versions, none yet', path: `/${slug}/agent/versions` },
  { name: 'Test', path: `/${slug}/test` },
  { name: 'No such page', path: `/${slug}/agent/nothing` },
];

export const noMatchScreens = (slug: string): Screen[] => [
  { name: 'Calls, none match', path: `/${slug}/calls?q=000000000` },
];

export const viewerScreens = (slug: string): Screen[] => [
  { name: 'Personality, only to read', path: `/${slug}/agent/personality` },
  { name: 'Test, not allowed', path: `/${slug}/test` },
];

export const adminScreens: Screen[] = [
  { name: 'Tenants', path: '/admin/tenants' },
  { name: 'One tenant', path: '/admin/tenants/bright-smile' },
  { name: 'Suspend', path: '/admin/tenants/bright-smile', act: openSuspend },
  { name: 'Tenants, none match', path: '/admin/tenants?q=nobody' },
];
