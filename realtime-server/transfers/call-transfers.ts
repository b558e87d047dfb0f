import { dialRules, isReachable } from '@/lib/agent/reachable';
import type { AskedTransfer } from '@/lib/contracts/transfer';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { countryOfNumber } from '@/lib/routing/number-guard';
import { askTakeOver, askTransfer, moveTransfer } from '@/lib/transfer/write';
import type { CallSetup } from '../ports/call-setup';
import type { CallTransfers, TakeOverWish, TransferAnswer, TransferUrls, TransferWish } from '../ports/transfers';
import { dialBlind, waitInRoom } from './twiml';

type Plan = Extract<AskedTransfer, { decision: 'ring' }>;

type Deps = {
  setup: CallSetup;
  db: Db;
  /** Rejects when the carrier did not take the caller. */
  redirect(twiml: string): Promise<void>;
  urlsOf(transferId: string): TransferUrls;
  /** Rings somebody who is asked whether they take the call; whatever comes of it, the caller is not forgotten. */
  ring(plan: { transferId: string; phone: string; ringSeconds: number }): Promise<void>;
  /** The caller is somebody else's now, or ours again. */
  held: { begin(): void; release(): void };
  clock: Clock;
  log: Log;
};

/** One call's way to pass its caller on. Numbers never leave this room. */
export function makeCallTransfers(deps: Deps): CallTransfers {
  const { setup, db, redirect, urlsOf, ring, held, clock, log } = deps;
  const { config, dialedNumber } = setup;
  const plans = new Map<string, Plan>();

  async function plan({ toolCallId, label, summary }: TransferWish): Promise<TransferAnswer> {
    const moment = { config, dialedNumber, now: clock.now() };
    const person = config.routing.people.find((one) => one.label.toLowerCase() === label.toLowerCase());
    if (!person) return { kind: 'refused', why: 'unknown_label' };
    if (dialRules(moment).whyNot(person.phone) !== null) return { kind: 'refused', why: 'number' };
    if (!isReachable(person, moment)) return { kind: 'refused', why: 'hours' };

    const country = countryOfNumber(person.phone);
    return planned(await askTransfer(db, { toolCallId, label: person.label, summary, country }));
  }

  async function planTakeOver(wish: TakeOverWish): Promise<TransferAnswer> {
    return planned(await askTakeOver(db, wish));
  }

  async function planned(asked: AskedTransfer): Promise<TransferAnswer> {
    if (asked.decision === 'repeated') return { kind: 'repeated', status: asked.status, label: asked.label };
    if (asked.decision !== 'ring') return { kind: 'refused', why: asked.decision };

    const whyNot = dialRules({ config, dialedNumber }).whyNot(asked.phone);
    if (whyNot !== null) {
      log.warn({ label: asked.label, whyNot }, 'A number of the live settings may not be dialled');
      await moveTransfer(db, asked.transferId, 'failed', { reason: 'number' });
      return { kind: 'refused', why: 'number' };
    }
    plans.set(asked.transferId, asked);
    return { kind: 'planned', transferId: asked.transferId, label: asked.label };
  }

  async function connect(transferId: string): Promise<void> {
    const known = plans.get(transferId);
    if (!known || !(await moveTransfer(db, transferId, 'ringing')))
      throw new Error('There is no such transfer to make.');
    plans.delete(transferId);
    const { phone, ringSeconds, mode } = known;
    const urls = urlsOf(transferId);
    const isBlind = mode === 'blind';
    held.begin();
    try {
      await redirect(
        isBlind ? dialBlind({ phone, ringSeconds, ourNumber: dialedNumber, urls }) : waitInRoom({ transferId, urls }),
      );
    } catch (err) {
      held.release();
      await moveTransfer(db, transferId, 'failed', { reason: 'carrier' });
      throw err;
    }
    if (!isBlind) void ring({ transferId, phone, ringSeconds });
  }

  return {
    plan,
    planTakeOver,
    connect,
    cancel(transferId) {
      plans.delete(transferId);
      moveTransfer(db, transferId, 'cancelled').catch((err) => log.warn({ err }, 'A transfer was not called off'));
    },
  };
}
