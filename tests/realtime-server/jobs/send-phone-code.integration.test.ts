import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { findPendingCode } from '@/lib/member/read';
import { checkOwnPhone, removeOwnPhone, setOwnPhone } from '@/lib/member/write';
import { type Db, memberDatabase } from '@/lib/platform/database';
import { mintMemberToken, renewing } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId, type TenantId } from '@/lib/platform/ids';
import { until } from '../../support/line-house';
import { openTextHouse, type TextHouse } from '../../support/text-house';

let house: TextHouse;
let db: Db;
let tenantId: TenantId;
let numbers = 60;
let number = '';

beforeAll(async () => {
  house = await openTextHouse();
  const [owner] = await house.database.sql`
    select users.id, session_version, tenant_id from identity.users join members on members.user_id = users.id
    where email = 'owner@bright-smile.example'`;
  tenantId = mintTenantId(owner?.tenant_id);
  const sessionVersion = owner?.session_version;
  const token = () => mintMemberToken({ userId: mintUserId(owner?.id), sessionVersion }, house.api.env);
  db = memberDatabase(renewing(token), house.api.env);
});
beforeEach(async () => {
  house.carrier.become('none');
  await removeOwnPhone(db, tenantId);
  // So that no test meets the caps by those before it.
  await house.database.sql`update phone_codes set asked_at = asked_at - interval '2 hours'`;
  numbers += 1;
  number = `+120255501${numbers}`;
});
afterAll(() => house?.close());

const ask = () => setOwnPhone(db, tenantId, { number, country: 'US' });
const codesOn = async () =>
  (await house.onTelephones(number)).flatMap(({ body }) => /^(\d{6}) is your code/.exec(body)?.[1] ?? []);
const check = async (typed: string) => {
  const id = (await findPendingCode(db, tenantId))?.id ?? '';
  return checkOwnPhone(db, tenantId, { id, hash: house.phoneCodes.hashOf(id, typed) });
};

it('comes once, from the number of the business, and says nothing of it in the conversations of the team', async () => {
  await ask();
  const [text] = await until(async () => {
    const all = await house.onTelephones(number);
    return all.length > 0 && all;
  }, 'the text');
  await until(async () => (await findPendingCode(db, tenantId))?.isSent, 'the code to be noted as sent');

  expect(text).toMatchObject({ from: '+12025550101', to: number });
  expect(await codesOn()).toHaveLength(1);
  expect(await house.database.sql`select 1 from texts where to_number = ${number}`).toHaveLength(0);
  expect(await check((await codesOn())[0] ?? '')).toBe('verified');
  const paid = await house.database.sql`select call_id, line, micro_dollars::int as micro from usage_ledger
    where kind = 'text' and provider_id = ${text?.sid ?? ''}`;
  expect([...paid]).toEqual([{ call_id: null, line: '+12025550101', micro: 8_300 }]);
});

it('is another one when the carrier took it and did not say so: the last one counts', async () => {
  house.carrier.become('loses its answer');
  await ask();
  const first = (await until(async () => (await codesOn())[0], 'the first text')) ?? '';
  await until(
    () => house.database.sql`select 1 from jobs where kind = 'send_phone_code' and state = 'queued' and attempts = 1`,
    'the failed try',
  );
  house.carrier.become('none');
  await house.hurry();
  const last = await until(async () => {
    const [newest, ...older] = await codesOn();
    return older.length === 1 && newest;
  }, 'the second text');
  await until(async () => (await findPendingCode(db, tenantId))?.isSent, 'the code to be noted as sent');

  expect([first === last ? 'wrong' : await check(first), await check(last)]).toEqual(['wrong', 'verified']);
});

it('that the carrier will never bring is told in a sentence, and opens nothing', async () => {
  house.carrier.become('refuses');
  await ask();

  const pending = await until(async () => {
    const code = await findPendingCode(db, tenantId);
    return code?.problem && code;
  }, 'the refusal');

  expect(pending).toMatchObject({ isSent: false, problem: 'The number cannot get texts.' });
  expect(await check('123456')).toBe('wrong');
});

it('is not sent any more when nobody can use it', async () => {
  house.carrier.become('fails');
  await ask();
  await until(() => house.carrier.asked.length > 0, 'the first try');
  await house.database.sql`update phone_codes set expires_at = now() where e164 = ${number}`;
  house.carrier.become('none');
  await house.hurry();
  await until(async () => {
    await house.hurry();
    const [job] = await house.database.sql`
      select jobs.state from jobs join phone_codes on phone_codes.id::text = payload ->> 'codeId' where e164 = ${number}`;
    return job?.state === 'done';
  }, 'the end of the job');

  expect(house.carrier.asked).toEqual([]);
  expect(await codesOn()).toEqual([]);
});
