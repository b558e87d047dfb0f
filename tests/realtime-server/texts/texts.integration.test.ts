import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { queueText } from '@/lib/text/write';
import { closeStreams, endAllCalls, post } from '../../support/line-carrier';
import { accountSid, until } from '../../support/line-house';
import { openTextHouse, type TextHouse } from '../../support/text-house';

let house: TextHouse;
const dental = '+12025550101';
const plumbing = '+12025550102';
let telephones = 0;
/** A telephone that nobody has used before. */
const newPhone = () => `+1202555${String(1000 + ++telephones).slice(-4)}`;
let sids = 0;

beforeAll(async () => {
  house = await openTextHouse();
});
afterEach(async () => {
  house.carrier.become('none');
  closeStreams();
  await endAllCalls(house.database.sql);
});
afterAll(async () => {
  await house?.close();
});

const incoming = (From: string, Body: string, changes: Record<string, string> = {}) => {
  sids += 1;
  return { AccountSid: accountSid, MessageSid: `SMin${sids}`, From, To: dental, Body, NumMedia: '0', ...changes };
};
const textIn = (params: Record<string, string>) => post(house.line, '/phone/incoming-text', params);

describe('a text to the caller', () => {
  it('reaches the telephone that called, in the words of the template, and is followed to its delivery', async () => {
    const From = newPhone();
    const { texts, setup } = await house.call({ From });
    const result = await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await house.statusIs(From, 'delivered');

    const [row] = await house.database.sql`select * from texts where call_id = ${setup.callId}`;
    const body =
      'Bright Smile Dental: we are at 1420 Maple Avenue, Suite 200, Washington, DC 20009. Parking is behind the building. Reply STOP to get no more texts.';
    expect(result).toEqual({ sent: true });
    expect(await house.onTelephones(From)).toMatchObject([{ from: dental, to: From, body, status: 'delivered' }]);
    expect(row).toMatchObject({ template: 'Address', body, segments: 1, direction: 'outbound' });
  });

  it('asked for twice by the same tool call is one text, also at the same time', async () => {
    const From = newPhone();
    const { texts } = await house.call({ From });
    const results = await Promise.all([1, 2, 3].map(() => texts.send({ toolCallId: 'same', template: 'Address' })));
    await house.statusIs(From, 'delivered');

    expect(results).toEqual([{ sent: true }, { sent: true }, { sent: true }]);
    expect(await house.onTelephones(From)).toHaveLength(1);
  });

  it('a hundred times in one call is as many as the settings say, and over many calls as many as for a day', async () => {
    const From = newPhone();
    const { texts } = await house.call({ From });
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) => texts.send({ toolCallId: `t${index}`, template: 'Address' })),
    );
    await endAllCalls(house.database.sql);
    for (const round of [1, 2, 3]) {
      const next = await house.call({ From });
      await Promise.all([1, 2, 3].map((n) => next.texts.send({ toolCallId: `${round} ${n}`, template: 'Address' })));
      await endAllCalls(house.database.sql);
    }

    const [row] = await house.database.sql`select count(*)::integer as n from texts where to_number = ${From}`;
    expect(results.filter(({ sent }) => sent)).toHaveLength(2);
    expect(results.find(({ sent }) => !sent)).toEqual({ sent: false, why: 'call_cap' });
    expect(row?.n).toBe(4);
  });

  it('goes to no withheld number, no landline, no other country, and no number that costs extra', async () => {
    const why = async (From: string) => {
      const { texts, setup } = await house.call({ From });
      const result = await texts.send({ toolCallId: 'call_1', template: 'Address' });
      const rows = await house.database.sql`select 1 from texts where call_id = ${setup.callId}`;
      return [result, rows.length];
    };
    expect(await why('anonymous')).toEqual([{ sent: false, why: 'withheld' }, 0]);
    expect(await why('+442079460018')).toEqual([{ sent: false, why: 'abroad' }, 0]);
    expect(await why('+18005550199')).toEqual([{ sent: false, why: 'landline' }, 0]);
  });

  it('that the settings do not have, or that another business has, is not sent', async () => {
    const { texts, setup } = await house.call({ From: newPhone() });
    const names = ['Price list', 'address', '', '__proto__', '{link}'];
    const results = await Promise.all(names.map((template, n) => texts.send({ toolCallId: `c${n}`, template })));

    expect(results.every((result) => !result.sent && result.why === 'no_template')).toBe(true);
    expect(await house.database.sql`select 1 from texts where call_id = ${setup.callId}`).toHaveLength(0);
  });
});

describe('a carrier in trouble', () => {
  it.each(['fails', 'hangs', 'loses its answer'] as const)('that %s gets the text later, once', async (trouble) => {
    house.carrier.become(trouble);
    const From = newPhone();
    const { texts } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await until(() => house.carrier.asked.length > 0, 'a try');
    await until(
      async () =>
        (
          await house.database
            .sql`select 1 from jobs where kind = 'send_text' and state = 'queued' and last_error is not null`
        ).length,
      'the job to be put back',
    );
    house.carrier.become('none');
    await house.hurry();
    await house.statusIs(From, 'delivered');

    expect(await house.onTelephones(From)).toHaveLength(1);
  });

  it('whose answer and account of it were both lost is looked at before anything is sent again', async () => {
    house.carrier.become('loses its answer');
    const From = newPhone();
    const { texts } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await house.statusIs(From, 'delivered');
    await until(
      async () =>
        (
          await house.database
            .sql`select 1 from jobs where kind = 'send_text' and state = 'queued' and last_error is not null`
        ).length,
      'the job to be put back',
    );
    await house.database.sql`update texts set status = 'queued', provider_sid = null where to_number = ${From}`;
    house.carrier.become('none');
    await house.hurry();
    await house.statusIs(From, 'sent');

    expect(house.carrier.asked).toEqual([]);
    expect(await house.onTelephones(From)).toHaveLength(1);
  });

  it('that refuses for good is not asked again, and a person hears of it', async () => {
    house.carrier.become('refuses');
    const From = newPhone();
    const { texts, setup } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await house.statusIs(From, 'failed');

    const [item] = await house.database
      .sql`select title, detail, phone_number from inbox_items where call_id = ${setup.callId}`;
    expect(house.carrier.asked).toEqual(['refuses']);
    expect(item).toMatchObject({ title: 'A text did not reach the caller', phone_number: From });
    expect(item?.detail).toContain('The number cannot get texts.');
  });

  it('that was told STOP is believed', async () => {
    house.carrier.become('knows an opt-out');
    const From = newPhone();
    const { texts } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await house.statusIs(From, 'failed');

    expect(await texts.send({ toolCallId: 'call_2', template: 'Address' })).toEqual({ sent: false, why: 'opted_out' });
  });

  it('for a whole day is given up at last, and nothing is sent after that', async () => {
    house.carrier.become('fails');
    const From = newPhone();
    const { texts, setup } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await until(() => house.carrier.asked.length > 0, 'a try');
    await house.database
      .sql`update jobs set max_attempts = 1, run_at = now() where kind = 'send_text' and state <> 'done'`;
    await house.statusIs(From, 'failed');

    const [job] = await house.database.sql`
      select state from jobs where kind = 'send_text' and payload ->> 'textId' = (select id::text from texts where to_number = ${From})`;
    const [item] = await house.database.sql`select title from inbox_items where call_id = ${setup.callId}`;
    expect(job?.state).toBe('dead');
    expect(item?.title).toBe('A text did not reach the caller');
    expect(await house.onTelephones(From)).toHaveLength(0);
  });
});

describe('STOP, START and HELP', () => {
  it.each(['STOP', ' stop. ', 'Stopall', 'UNSUBSCRIBE!', 'cancel', 'End', 'quit', 'Stop please'])(
    '%j ends the texts, and START brings them back',
    async (word) => {
      const From = newPhone();
      const { texts } = await house.call({ From });
      const stopped = await textIn(incoming(From, word));
      const refused = await texts.send({ toolCallId: 'call_1', template: 'Address' });
      const started = await textIn(incoming(From, 'start'));
      const allowed = await texts.send({ toolCallId: 'call_2', template: 'Address' });

      expect(stopped.body).toContain('<Message>Bright Smile Dental: You will get no more texts from this number.');
      expect(refused).toEqual({ sent: false, why: 'opted_out' });
      expect(started.body).toContain('<Message>Bright Smile Dental: You will get our texts again.');
      expect(allowed).toEqual({ sent: true });
    },
  );

  it('a STOP holds back what waits to be sent', async () => {
    house.carrier.become('fails');
    const From = newPhone();
    const { texts } = await house.call({ From });
    await texts.send({ toolCallId: 'call_1', template: 'Address' });
    await until(() => house.carrier.asked.length > 0, 'a try');
    await textIn(incoming(From, 'STOP'));
    house.carrier.become('none');
    await house.hurry();
    await until(
      async () =>
        (await house.database.sql`select 1 from jobs where kind = 'send_text' and state = 'queued'`).length === 0,
      'the job to end',
    );

    expect(await house.onTelephones(From)).toHaveLength(0);
  });

  it('is answered once for each change, and HELP a few times a day', async () => {
    const From = newPhone();
    const answers: boolean[] = [];
    for (const word of ['STOP', 'STOP', 'STOP', 'HELP', 'HELP', 'HELP', 'HELP', 'HELP']) {
      answers.push((await textIn(incoming(From, word))).body.includes('<Message>'));
    }
    expect(answers).toEqual([true, false, false, true, true, true, false, false]);
  });

  it('is stored, and not answered again, where the carrier has answered', async () => {
    const From = newPhone();
    const answer = await textIn(incoming(From, 'ARRET', { OptOutType: 'STOP' }));
    const { texts } = await house.call({ From });

    expect(answer.body).not.toContain('<Message>');
    expect(await texts.send({ toolCallId: 'call_1', template: 'Address' })).toEqual({ sent: false, why: 'opted_out' });
  });

  it('at one business says nothing about another', async () => {
    const From = newPhone();
    await textIn(incoming(From, 'STOP'));
    const { texts } = await house.call({ From, To: plumbing });
    expect(await texts.send({ toolCallId: 'call_1', template: 'Price list' })).toEqual({ sent: true });
  });
});

describe('a text that comes in', () => {
  it('is stored, waits in the inbox of its business alone, and is answered once in half a day', async () => {
    const From = newPhone();
    const words = 'Do you have a ramp? <b>canary-5521</b>\u202e';
    const first = await textIn(incoming(From, words));
    const second = await textIn(incoming(From, 'Hello?'));

    const items = await house.database.sql`
      select tenants.slug, title, detail from inbox_items join tenants on tenants.id = tenant_id where phone_number = ${From} order by inbox_items.created_at`;
    expect(first.body).toContain('<Message>Thank you for your text to Bright Smile Dental.');
    expect(second.body).not.toContain('<Message>');
    expect([...items]).toEqual([
      { slug: 'bright-smile', title: `Text from ${From}`, detail: 'Do you have a ramp? <b>canary-5521</b>' },
      { slug: 'bright-smile', title: `Text from ${From}`, detail: 'Hello?' },
    ]);
  });

  it('told twice, also at once, is one text with one answer', async () => {
    const params = incoming(newPhone(), 'Hello there');
    const answers = await Promise.all([1, 2, 3, 4].map(() => textIn(params)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.filter(({ body }) => body.includes('<Message>'))).toHaveLength(1);
    expect(await house.database.sql`select 1 from texts where provider_sid = ${params.MessageSid}`).toHaveLength(1);
  });

  it('in a flood is stored twenty times an hour, and STOP is heard in the midst of it', async () => {
    const From = newPhone();
    for (let n = 0; n < 30; n += 1) await textIn(incoming(From, `flood ${n}`));
    const [row] = await house.database.sql`select count(*)::integer as n from texts where from_number = ${From}`;
    const stop = await textIn(incoming(From, 'STOP'));

    expect(row?.n).toBe(20);
    expect(stop.body).toContain('no more texts');
  });

  it('with a wrong signature changes nothing, and is written down', async () => {
    const count = async () =>
      (
        await house.database
          .sql`select (select count(*) from texts)::integer as texts, (select count(*) from text_opt_outs)::integer as outs`
      )[0];
    const before = await count();
    const headers = { 'x-twilio-signature': 'bm90IHNpZ25lZA==' };
    const params = incoming(newPhone(), 'STOP');
    const answers = [
      await post(house.line, '/phone/incoming-text', params, { headers }),
      await post(house.line, '/phone/text-status?text=00000000-0000-4000-8000-000000000001', params, { headers }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(await count()).toEqual(before);
    await until(
      async () =>
        (await house.database.sql`select 1 from audit_events where event_type = 'phone.signature_refused'`).length,
      'the audit row',
    );
  });

  it('to a number that is nobody’s, or malformed, is answered with nothing', async () => {
    const nobody = await textIn(incoming(newPhone(), 'Hi', { To: '+12025559999' }));
    const malformed = await textIn(incoming('', 'Hi'));
    expect([nobody.status, nobody.body.includes('<Message>'), malformed.status]).toEqual([200, false, 400]);
  });
});

describe('the carrier’s account of a text', () => {
  it('only ever goes forward, whatever comes late or twice, and belongs to that text alone', async () => {
    const From = newPhone();
    const { db } = await house.call({ From });
    const queued = await queueText(db, { toolCallId: 'x', label: 'Confirmation', body: 'See you at 3.' });
    await house.statusIs(From, 'delivered');
    const textId = queued.result === 'queued' ? queued.textId : '';
    const [{ provider_sid: MessageSid } = { provider_sid: '' }] = await house.database
      .sql`select provider_sid from texts where id = ${textId}`;
    const tell = (MessageStatus: string, sid = MessageSid) =>
      post(house.line, `/phone/text-status?text=${textId}`, { AccountSid: accountSid, MessageSid: sid, MessageStatus });

    const answers = [await tell('sent'), await tell('undelivered'), await tell('failed', 'SMother'), await tell('odd')];
    const [row] = await house.database.sql`select status from texts where id = ${textId}`;
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 400]);
    expect(row?.status).toBe('delivered');
  });
});
