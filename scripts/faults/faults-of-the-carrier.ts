import { setTimeout as wait } from 'node:timers/promises';
import {
  closeStreams,
  incomingParams,
  openStream,
  post,
  type Stream,
  startFrame,
  ticketIn,
} from '../../tests/support/line-carrier';
import { type Fault, makeChecks, until } from './fault';
import type { FaultHouse } from './fault-house';
import { dial } from './faults-of-the-voice';
import { longestSilenceMs, type PhoneCall, seconds } from './phone-call';
import { endedRow, rowOf, turnsOf, wrongWith } from './records';

const path = '/phone/incoming-realtime';
const says = ['Are you open on Saturday?', 'Where are you?'];
const frameMs = 20;

type Called = { url: string; publicUrl: string; port: number };

function doorsOf({ main, balancer }: FaultHouse): Called {
  return { url: main.url, publicUrl: balancer.url, port: main.port };
}

function asking(house: FaultHouse, changes: Record<string, string> = {}): Record<string, string> {
  return incomingParams({ To: house.tenants[1]?.number ?? '', ...changes });
}

/** A stream of our own making, let in by its ticket. */
async function openCall(
  house: FaultHouse,
): Promise<{ callSid: string; params: Record<string, string>; stream: Stream; streamSid: string }> {
  const params = asking(house);
  const callSid = params.CallSid ?? '';
  const answer = await post(doorsOf(house), path, params);
  const stream = await openStream(doorsOf(house));
  stream.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  stream.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  await until(() => stream.received.some(({ event }) => event === 'media'), 'the greeting');
  return { callSid, params, stream, streamSid: `MZ${callSid.slice(2)}` };
}

async function hangUp({ stream, streamSid }: { stream: Stream; streamSid: string }): Promise<void> {
  stream.send({ event: 'stop', streamSid });
  await stream.closed;
}

/** A call of a person, that must not notice what is done meanwhile. */
async function undisturbed(
  house: FaultHouse,
  during: () => Promise<void>,
): Promise<{ silentMs: number; problems: string[] }> {
  const checks = makeChecks();
  const call: PhoneCall = await dial(house, says);
  await call.when(({ type }) => type === 'agent', 'the greeting');
  await during();
  const summary = await call.over;
  const row = await endedRow(house.sql, call.callSid);
  const silentMs = longestSilenceMs(call, summary);
  checks.expect(row.outcome === 'answered', `the other call ended as ${row.end_reason}`);
  checks.expect(silentMs <= 4000, `the other call heard ${seconds(silentMs)} of silence`);
  for (const problem of wrongWith(await turnsOf(house.sql, call.callSid), says)) checks.expect(false, problem);
  return { silentMs, problems: checks.problems };
}

const duplicates: Fault = {
  id: 'R13',
  fault: 'the carrier asks the same thing again',
  injected: '50 copies of one webhook at once, then 10 copies of its end',
  async run(house) {
    const checks = makeChecks();
    const params = asking(house);
    const callSid = params.CallSid ?? '';
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(doorsOf(house), path, params)));
    const [counts] = await house.sql`
      select (select count(*)::int from public.calls where carrier_call_sid = ${callSid}) as calls,
        (select count(*)::int from public.call_tickets where call_id in
          (select id from public.calls where carrier_call_sid = ${callSid})) as tickets`;
    const ends = { ...params, CallStatus: 'completed', CallDuration: '0', SequenceNumber: '3' };
    await Promise.all(Array.from({ length: 10 }, () => post(doorsOf(house), '/phone/status', ends)));
    const row = await endedRow(house.sql, callSid);
    const [events] = await house.sql`
      select count(*)::int as noted from public.call_events where call_id = ${row.id} and kind = 'carrier_status'`;
    checks.expect(new Set(answers.map(({ body }) => body)).size === 1, 'the answers differ');
    checks.expect(counts?.calls === 1 && counts?.tickets === 1, `${counts?.calls} rows, ${counts?.tickets} tickets`);
    checks.expect(events?.noted === 1, `${events?.noted} events of one status`);
    return { experience: 'one answer, 50 times', data: 'one call, one ticket, one event', problems: checks.problems };
  },
};

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

const outOfOrder: Fault = {
  id: 'R14',
  fault: 'status callbacks come out of order, late, twice or not at all',
  injected: 'all 120 orders of 5 statuses of 120 calls, every third with one missing, every fifth doubled',
  async run(house) {
    const checks = makeChecks();
    const statuses = ['initiated', 'ringing', 'in-progress', 'completed', 'completed'];
    const orders = permutations(statuses.map((status, sequence) => ({ status, sequence })));
    const ends = new Set<string>();
    for (const [index, order] of orders.entries()) {
      const params = asking(house, { To: house.tenants[2 + (index % 10)]?.number ?? '' });
      await post(doorsOf(house), path, params);
      const told = index % 3 === 0 ? order.filter(({ sequence }) => sequence !== (index / 3) % 5) : order;
      const sent = index % 5 === 0 ? told.flatMap((one) => [one, one]) : told;
      for (const { status, sequence } of sent) {
        await post(doorsOf(house), '/phone/status', {
          ...params,
          CallStatus: status,
          SequenceNumber: String(sequence),
        });
      }
      const row = await rowOf(house.sql, params.CallSid ?? '');
      ends.add(`${row?.status} ${row?.end_reason} ${row?.outcome}`);
    }
    checks.expect(ends.size === 1 && ends.has('ended never_connected missed'), [...ends].join(' / '));
    return {
      experience: 'nothing',
      data: `${orders.length} orders, one state: ${[...ends].join(' / ')}`,
      problems: checks.problems,
    };
  },
};

const replayed: Fault = {
  id: 'R15',
  fault: 'a ticket is replayed; two sockets for one call',
  injected: '20 sockets at once with one ticket, then one more with the spent one',
  async run(house) {
    const checks = makeChecks();
    const params = asking(house);
    const callSid = params.CallSid ?? '';
    const ticket = ticketIn((await post(doorsOf(house), path, params)).body);
    const before = house.model.opened();
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(doorsOf(house))));
    for (const stream of streams) stream.send(startFrame(callSid, { ticket }));
    const codes = new Map(streams.map((stream) => [stream, 0]));
    for (const stream of streams) void stream.closed.then((code) => codes.set(stream, code));
    await until(() => [...codes.values()].filter((code) => code !== 0).length >= 19, 'nineteen to be closed', 10_000);
    const late = await openStream(doorsOf(house));
    late.send(startFrame(callSid, { ticket }));
    const lateCode = await late.closed;
    const winner = streams.find((stream) => codes.get(stream) === 0);
    await until(() => winner?.received.some(({ event }) => event === 'media') ?? false, 'the greeting');
    const opened = house.model.opened() - before;
    if (winner) await hangUp({ stream: winner, streamSid: `MZ${callSid.slice(2)}` });
    closeStreams();
    const refused = [...codes.values()].filter((code) => code === 1008).length;
    checks.expect(refused === 19 && lateCode === 1008, `${refused} refused with 1008, the late one with ${lateCode}`);
    checks.expect(opened <= 1, `${opened} sessions were opened`);
    return {
      experience: 'one stream plays',
      data: `19 and 1 closed with 1008, ${opened} session at the model`,
      problems: checks.problems,
    };
  },
};

const hostile: Fault = {
  id: 'R16',
  fault: 'malformed, oversize and flooding sockets',
  injected: 'beside a call: 60 sockets with broken JSON, binary, wrong order, 65,537 bytes, 5,000 frames at once',
  async run(house) {
    const checks = makeChecks();
    const codes: number[] = [];
    const other = await undisturbed(house, async () => {
      const bad: unknown[] = [
        '{',
        '[]',
        '{"event":7}',
        { event: 'media', streamSid: 'MZ1', media: { payload: 'AAAA' } },
        'x'.repeat(65_537),
      ];
      for (let socket = 0; socket < 50; socket++) {
        const stream = await openStream(doorsOf(house));
        stream.send(bad[socket % bad.length]);
        codes.push(await stream.closed);
      }
      for (let socket = 0; socket < 5; socket++) {
        const stream = await openStream(doorsOf(house));
        stream.socket.send(Buffer.from([1, 2, 3]), { binary: true });
        codes.push(await stream.closed);
      }
      for (let socket = 0; socket < 5; socket++) {
        const call = await openCall(house);
        for (let frame = 0; frame < 5000; frame++)
          call.stream.send({ event: 'media', streamSid: call.streamSid, media: { payload: '/////w==' } });
        codes.push(await call.stream.closed);
      }
      closeStreams();
    });
    const wrong = codes.filter((code) => code !== 1008 && code !== 1009 && code !== 1000);
    checks.expect(wrong.length === 0, `closed with ${wrong.join(', ')}`);
    const tally = [1000, 1008, 1009]
      .map((code) => `${codes.filter((one) => one === code).length} × ${code}`)
      .join(', ');
    return {
      experience: `the other call: longest silence ${seconds(other.silentMs)}`,
      data: `${codes.length} sockets closed: ${tally}; the other call's words whole`,
      problems: [...checks.problems, ...other.problems],
    };
  },
};

async function memoryOf(house: FaultHouse): Promise<number> {
  const text = await (await fetch(`${house.main.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes ([\d.e+]+)$/m.exec(text)?.[1] ?? 0) / (1024 * 1024);
}

const notReading: Fault = {
  id: 'R17',
  fault: 'the carrier or the model does not read',
  injected: "a stream's socket is paused for 15 s while the agent speaks; the model's side is paused for 6 s in a call",
  async run(house) {
    const checks = makeChecks();
    const call = await openCall(house);
    const beforeMb = await memoryOf(house);
    call.stream.socket.pause();
    for (let frame = 0; frame < 15_000 / frameMs; frame += 25) {
      for (let one = 0; one < 25; one++) {
        call.stream.send({
          event: 'media',
          streamSid: call.streamSid,
          media: { track: 'inbound', payload: '/////w==' },
        });
      }
      await wait(25 * frameMs);
    }
    const grownMb = (await memoryOf(house)) - beforeMb;
    call.stream.socket.resume();
    await hangUp(call);
    const person = await dial(house, says);
    await person.agentSays(/Saturday|open|closed/i);
    house.model.stopReading(true);
    await wait(6000);
    house.model.stopReading(false);
    const summary = await person.over;
    const row = await endedRow(house.sql, person.callSid);
    checks.expect(grownMb < 50, `memory grew by ${grownMb.toFixed(0)} MB`);
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
    return {
      experience: `the call whose model read nothing for 6 s went on, longest silence ${seconds(longestSilenceMs(person, summary))}`,
      data: `memory grew by ${Math.max(0, grownMb).toFixed(1)} MB in 15 s of a paused stream (a socket is given up at 8 MB)`,
      problems: checks.problems,
    };
  },
};

const badNetwork: Fault = {
  id: 'R18',
  fault: "the caller's network: jitter, loss, duplicates",
  injected: '20 s of frames with every tenth lost, every seventh doubled, neighbours exchanged, bursts of 400 ms',
  async run(house) {
    const checks = makeChecks();
    const call = await openCall(house);
    const frames = Array.from({ length: 1000 }, (_, index) => ({
      event: 'media',
      streamSid: call.streamSid,
      media: { track: 'inbound', chunk: String(index + 1), timestamp: String(index * frameMs), payload: noise(index) },
    }));
    for (let from = 0; from < frames.length; from += 20) {
      const burst = frames.slice(from, from + 20).filter((_, index) => (from + index) % 10 !== 0);
      if (from % 40 === 0) burst.reverse();
      for (const [index, frame] of burst.entries()) {
        call.stream.send(frame);
        if (index % 7 === 0) call.stream.send(frame);
      }
      await wait(20 * frameMs);
    }
    const isOpen = call.stream.socket.readyState === call.stream.socket.OPEN;
    const heard = call.stream.received.filter(({ event }) => event === 'media').length;
    await hangUp(call);
    const row = await endedRow(house.sql, call.callSid);
    checks.expect(isOpen, 'the stream was closed');
    checks.expect(row.end_reason === 'caller_hung_up', `ended as ${row.end_reason}`);
    return {
      experience: `the stream stayed open, ${heard} pieces of the agent were played`,
      data: `ended as ${row.end_reason}`,
      problems: checks.problems,
    };
  },
};

/** A second of a low hum, a second of silence. */
function noise(frame: number): string {
  const isLoud = Math.floor(frame / 50) % 3 === 2;
  return Buffer.from(Array.from({ length: 160 }, (_, at) => (isLoud ? (at % 40 < 20 ? 0x20 : 0xa0) : 0xff))).toString(
    'base64',
  );
}

export const faultsOfTheCarrier: Fault[] = [duplicates, outOfOrder, replayed, hostile, notReading, badNetwork];
