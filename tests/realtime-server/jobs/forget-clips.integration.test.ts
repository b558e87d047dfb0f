import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseCaller } from '@/lib/caller/write';
import { listErasures } from '@/lib/clip/read';
import { mintTenantId } from '@/lib/platform/ids';
import { makeGreetingClips } from '@/realtime-server/agent/greeting-clips';
import { startForgettingClips } from '@/realtime-server/jobs/forget-clips';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog } from '../../support/make-call';
import { startWorld, type World } from '../../support/matrix-clients';
import { callers, owners, tenants } from '../../support/matrix-world';

let world: World;
const folder = mkdtempSync(path.join(tmpdir(), 'foyer-clips-'));

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.database.close();
});

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10));
}

it('the sound of a caller’s name goes with the caller, within a minute of the erasure, and nobody else’s', async () => {
  const clock = makeFakeClock(new Date());
  const make = async ({ text }: { text: string }) => ({ bytes: Buffer.from(text), words: text });
  const clips = makeGreetingClips({ folder, make, clock, log: silentLog });
  const say = (text: string, callerId: string) =>
    clips.make({ text, voice: 'marin', model: 'm', speed: 1, format: 'pcmu_8k', of: { callerId } });
  await say('Hello Ada.', callers.here);
  await say('Hello Grace.', callers.elsewhere);
  let rounds = 0;
  const job = startForgettingClips({
    async erasures(since, limit) {
      const found = await listErasures(world.service, since, limit);
      rounds += 1;
      return found;
    },
    forget: clips.forget,
    clock,
    log: silentLog,
  });
  clock.advance(60_000);
  await until(() => rounds === 1);
  const before = readdirSync(folder).length;

  await world.database.sql`update public.calls set status = 'ended' where tenant_id = ${tenants.here}`;
  await eraseCaller(await world.as(owners.here), mintTenantId(tenants.here), callers.here);
  await until(() => {
    clock.advance(60_000);
    return readdirSync(folder).length < before;
  });
  await job.stop();

  expect(before).toBe(4);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.owners'))).toHaveLength(1);
  expect(clips.find({ text: 'Hello Grace.', voice: 'marin', model: 'm', speed: 1, format: 'pcmu_8k' })).not.toBeNull();
});
