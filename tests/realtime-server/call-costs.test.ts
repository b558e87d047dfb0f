import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { callDatabase } from '@/lib/platform/database';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { makeCallCosts } from '@/realtime-server/call-costs';
import { makeFakeClock } from '../support/fake-clock';
import { silentLog } from '../support/make-call';

const payer = {
  callId: mintCallId('00000000-0000-4000-8000-000000000001'),
  tenantId: mintTenantId('00000000-0000-4000-8000-000000000002'),
};
const paid = { kind: 'clip' as const, providerId: 'resp_1', model: 'gpt-realtime-2.1', raw: { total_tokens: 10 } };
const turn = () => new Promise((resolve) => setImmediate(resolve));
let close = () => {};
afterEach(() => close());

/** A database API that answers as it is told to; gives how often it was asked to write. */
async function openApi() {
  const answers: number[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    const status = answers.shift() ?? 201;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 201 ? '' : JSON.stringify({ code: status === 403 ? '42501' : 'PGRST000', message: 'No.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => void server.close();
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const db = callDatabase('token', {
    url,
    publishableKey: 'sb_publishable_test',
    signing: { kind: 'HS256', secret: 'x'.repeat(32) },
  });
  return { answers, asked: () => asked, db };
}

async function settled(condition: () => boolean, clock: ReturnType<typeof makeFakeClock>): Promise<void> {
  for (let rounds = 0; rounds < 2_000 && !condition(); rounds += 1) {
    await turn();
    if (clock.pendingTimers() > 0) clock.advance(60_000);
  }
}

it('what a call paid for while the database was away is in the ledger once it is back', async () => {
  const { db, answers, asked } = await openApi();
  const clock = makeFakeClock();
  answers.push(...Array.from({ length: 8 }, () => 503));
  let isDone = false;

  void makeCallCosts({ callDb: () => db, service: db, clock, log: silentLog })(payer, paid).then(() => {
    isDone = true;
  });
  await settled(() => isDone, clock);

  expect([isDone, asked(), clock.pendingTimers()]).toEqual([true, 9, 0]);
});

it('what the database refuses is tried by both doors, once', async () => {
  const { db, answers, asked } = await openApi();
  const clock = makeFakeClock();
  answers.push(403, 403);

  await makeCallCosts({ callDb: () => db, service: db, clock, log: silentLog })(payer, paid);

  expect([asked(), clock.pendingTimers()]).toEqual([2, 0]);
});
