import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseNotifications } from '@/lib/member/write';
import { mintTenantId } from '@/lib/platform/ids';
import { startWorld, type World } from '../support/matrix-clients';
import { calls, people, tenants } from '../support/matrix-world';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.sql`delete from identity.mails`;
  await world.database.sql`delete from inbox_items`;
  await world.database.sql`update members set notified_of = 'urgent'`;
});

async function leave(urgent: boolean): Promise<void> {
  const { sql } = world.database;
  await sql`insert into inbox_items (tenant_id, call_id, kind, title, detail, urgent)
    values (${tenants.here}, ${calls.here}, 'notice', 'Ada lost a crown', 'Call her on her own number.', ${urgent})`;
}

const mails = async () =>
  (await world.database.sql`select to_address, subject, body_text from identity.mails order by to_address`).map(
    (row) => ({
      ...row,
    }),
  );
const toldOf = async () => (await mails()).map(({ to_address }) => to_address.split('@')[0]);

describe('what waits in the inbox', () => {
  it('is told by mail to those who may act on it, when it is urgent, and to no other business', async () => {
    await leave(true);

    expect(await toldOf()).toEqual(['manager', 'owner', 'signedout', 'staff']);
  });

  it('is told to those alone who want everything, when it is not', async () => {
    await chooseNotifications(await world.as(people.staff), mintTenantId(tenants.here), 'everything');

    await leave(false);

    expect(await toldOf()).toEqual(['staff']);
  });

  it('is told to nobody who chose to hear nothing, and says no word of anybody', async () => {
    await chooseNotifications(await world.as(people.manager), mintTenantId(tenants.here), 'nothing');

    await leave(true);

    expect(await toldOf()).not.toContain('manager');
    expect(JSON.stringify(await mails())).not.toMatch(/Ada|crown|own number/);
  });

  it('is told once in ten minutes, however many calls there are', async () => {
    await leave(true);
    const first = (await mails()).length;
    await leave(true);
    await leave(true);

    expect((await mails()).length).toBe(first);
  });
});

it('a viewer, who may act on nothing, chooses nothing', async () => {
  const choosing = chooseNotifications(await world.as(people.viewer), mintTenantId(tenants.here), 'everything');

  await expect(choosing).rejects.toMatchObject({ code: 'forbidden' });
});
