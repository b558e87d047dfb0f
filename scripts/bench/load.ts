import { setTimeout as wait } from 'node:timers/promises';
import { BargeInLedger } from './barge-in-ledger';
import { type BenchTenant, safetyIdentifierOf } from './bench-house';
import { type Account, BenchCall, type Door } from './call';
import { FrameLedger } from './frame-ledger';
import { type ModelServer, openModelServer } from './model-server';
import { type Manner, ModelSession } from './model-session';
import { type Pacer, startPacer } from './pacer';
import type { Subject } from './subject';
import type { Wire } from './wire';

/** Callers, their carrier and the model they talk to, in one process with one clock. */
export type Load = {
  model: ModelServer;
  toServer: FrameLedger;
  fromServer: FrameLedger;
  bargeIns: BargeInLedger;
  greetingMs: number[];
  webhookMs: number[];
  /** Starts counting anew, for another server. */
  reset(): void;
  aim(subject: Subject, callers: Callers): void;
  /** Opens calls one by one, `perSecond` of them, until there are so many. */
  growTo(count: number, perSecond: number): Promise<void>;
  speak(manner: Manner): void;
  /** One caller from first to last. */
  oneCall(index: number, talk: (call: BenchCall, session: ModelSession) => Promise<void>): Promise<void>;
  live(): number;
  /** Calls that the server has closed. */
  lost(): number;
  hangUpAll(): Promise<void>;
  close(): Promise<void>;
};

export type Callers = { tenants: readonly BenchTenant[]; account: Account };

type Member = { call: BenchCall; session: ModelSession | null; index: number };

const modelWithinMs = 10_000;
/** Frames may still arrive for so long after their call was hung up. */
const underWayMs = 15_000;

export async function openLoad(): Promise<Load> {
  const expected = new Map<string, Member>();
  const members: Member[] = [];
  const pacer: Pacer = startPacer();
  const greetingMs: number[] = [];
  const webhookMs: number[] = [];
  let toServer = new FrameLedger('u');
  let fromServer = new FrameLedger('d');
  let bargeIns = new BargeInLedger();
  let target: { subject: Subject; callers: Callers } | null = null;
  let manner: Manner = 'silent';
  let nextIndex = 0;

  const model = await openModelServer({
    hasTextModel: true,
    join(identifier: string, wire: Wire) {
      const member = expected.get(identifier);
      if (!member) return null;
      const session = new ModelSession({
        ...{ call: member.index, wire, bargeIns, heard: toServer, spoken: fromServer },
        unplayedMs: (nowMs) => member.call.unplayedMs(nowMs),
        later: (delayMs, run) => pacer.at(performance.now() + delayMs, run),
      });
      return {
        onText(text, nowMs) {
          session.onText(text, nowMs);
        },
        onReady() {
          session.manner = manner;
          member.session = session;
          member.call.join(session);
        },
        onClose: () => {
          session.manner = 'silent';
        },
      };
    },
  });

  function doorFor(index: number): { door: Door; identifier: string } {
    if (!target) throw new Error('The load is aimed at nothing.');
    const { subject, callers } = target;
    if (subject.name === 'relay') {
      const identifier = `bench-${index}`;
      return {
        door: { kind: 'stream', url: `${subject.url}/`, parameters: { safetyIdentifier: identifier } },
        identifier,
      };
    }
    const tenant = callers.tenants[index % callers.tenants.length];
    if (!tenant) throw new Error('The bench has no tenant.');
    const from = `+1415${String(2_000_000 + index)}`;
    const url = `${subject.url}/phone/incoming-realtime`;
    return {
      door: { kind: 'webhook', url, to: tenant.number, from, account: callers.account },
      identifier: safetyIdentifierOf(tenant.id, from),
    };
  }

  async function open(index: number): Promise<Member> {
    const { door, identifier } = doorFor(index);
    const call = new BenchCall({
      ...{ index, door, pacer, toServer, fromServer, bargeIns },
      onGreeting: (ms) => greetingMs.push(ms),
      onWebhook: (ms) => webhookMs.push(ms),
    });
    const member: Member = { call, session: null, index };
    expected.set(identifier, member);
    try {
      await call.open();
      const deadline = performance.now() + modelWithinMs;
      while (!member.session && !call.isLost && performance.now() < deadline) await wait(5);
    } finally {
      expected.delete(identifier);
    }
    if (!member.session) throw new Error(`Call ${index} did not reach the model.`);
    return member;
  }

  async function hangUpAll(): Promise<void> {
    for (const { call, session } of members) {
      session?.fallSilent();
      call.hangUp();
    }
    members.length = 0;
    await wait(300);
  }

  return {
    ...{ model, greetingMs, webhookMs },
    get toServer() {
      return toServer;
    },
    get fromServer() {
      return fromServer;
    },
    get bargeIns() {
      return bargeIns;
    },
    reset() {
      toServer = new FrameLedger('u');
      fromServer = new FrameLedger('d');
      bargeIns = new BargeInLedger();
      greetingMs.length = 0;
      webhookMs.length = 0;
      nextIndex = 0;
    },
    aim(subject, callers) {
      target = { subject, callers };
    },
    async growTo(count, perSecond) {
      const opening: Promise<Member>[] = [];
      const arrive = async () => void members.push(...(await Promise.all(opening.splice(0))));
      while (members.length + opening.length < count) {
        const index = nextIndex;
        nextIndex += 1;
        opening.push(open(index));
        await wait(1_000 / perSecond);
        if (opening.length >= perSecond) await arrive();
      }
      await arrive();
    },
    speak(next) {
      manner = next;
      for (const { session } of members) {
        if (session && session.manner !== next) {
          session.fallSilent();
          session.manner = next;
        }
      }
    },
    async oneCall(index, talk) {
      const { call, session } = await open(index);
      try {
        if (session) await talk(call, session);
      } finally {
        session?.fallSilent();
        call.hangUp();
        pacer.at(performance.now() + underWayMs, () => {
          toServer.forget(index);
          fromServer.forget(index);
        });
      }
    },
    live: () => members.length,
    lost: () => members.filter(({ call }) => call.isLost).length,
    hangUpAll,
    async close() {
      await hangUpAll();
      pacer.stop();
      await model.close();
    },
  };
}
