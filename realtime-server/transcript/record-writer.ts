import { recordLateCall } from '@/lib/admission/write';
import { costOf } from '@/lib/billing/cost';
import {
  type CallRecord,
  finishCall,
  markAnswered,
  type OwnCall,
  saveCallRecords,
  saveEvents,
  saveTurns,
  tellPassingTurns,
  writeFirstAudio,
} from '@/lib/call/write';
import type { Turn } from '@/lib/contracts/call';
import { saveMessage } from '@/lib/message/write';
import type { Db } from '@/lib/platform/database';
import { isAppError } from '@/lib/platform/errors';
import type { CallId } from '@/lib/platform/ids';
import { declineRecording, openRecording } from '@/lib/recording/write';
import { saveUsage, usageRow } from '@/lib/usage/write';
import type { Entry } from './entry';
import type { JointRecords } from './joint-records';
import type { PassingTurn } from './passing-turns';

export type Databases = {
  /** Under the call's own token. */
  callDb(callId: CallId): Db;
  /** Under a token that names just these calls, a hundred at most. */
  callsDb(callIds: readonly CallId[]): Db;
  service: Db;
};

type EntryOf<Kind extends Entry['is']> = Extract<Entry, { is: Kind }>;

/** What is still being said on these calls. */
export async function tellPassing({ callsDb }: Databases, turns: readonly PassingTurn[]): Promise<void> {
  await tellPassingTurns(callsDb([...new Set(turns.map(({ callId }) => callId))]), turns);
}

/** What these calls have said and used. */
export async function saveJointly({ callsDb }: Databases, records: readonly CallRecord[]): Promise<void> {
  await saveCallRecords(callsDb(records.map(({ callId }) => callId)), records);
}

export type RecordWriter = {
  /** The same entries again change nothing. */
  write(entries: readonly Entry[]): Promise<void>;
  /** Somebody waits for the rest of this call: it goes as soon as it comes. */
  hurry(): void;
};

/** Writes entries of one call. What is told most often goes with that of other calls. */
export function makeRecordWriter(own: OwnCall, { callDb, service }: Databases, joint: JointRecords): RecordWriter {
  let call = own;
  let db = callDb(own.callId);
  let isHurried = false;

  async function write(entries: readonly Entry[]): Promise<void> {
    const mayJoin = !isHurried && entries.every(({ is }) => is === 'turn' || is === 'usage');
    if (mayJoin && (await joint.join(recordOf(call, entries))) === 'written') return;
    const late = pick(entries, 'opened')[0]?.late;
    if (late) {
      const callId = await recordLateCall(service, { ...own, ...late, startedAt: new Date(late.startedAt) });
      call = { ...own, callId };
      db = callDb(callId);
    }
    try {
      await writeWith(db, entries);
    } catch (err) {
      // A call's token opens nothing ten minutes after its end; words that waited longer come in by the service's door.
      if (!isAppError(err) || err.code !== 'forbidden' || db === service) throw err;
      db = service;
      await writeWith(db, entries);
    }
  }

  async function writeWith(target: Db, entries: readonly Entry[]): Promise<void> {
    for (const { at } of pick(entries, 'answered')) await markAnswered(target, call, new Date(at));
    for (const { sinceStartMs } of pick(entries, 'first_audio')) await writeFirstAudio(target, call, sinceStartMs);

    const { turns, used } = saidAndUsed(entries);
    if (turns.length > 0) await saveTurns(target, call, turns);
    const events = pick(entries, 'event').map((event) => ({ ...event, at: new Date(event.at) }));
    if (events.length > 0) await saveEvents(target, call, events);
    if (used.length > 0) await saveUsage(target, call, used);

    for (const { toolCallId, message } of pick(entries, 'message')) {
      await saveMessage(target, call, toolCallId, message);
    }
    for (const { opened } of pick(entries, 'recording_opened')) await openRecording(callDb(call.callId), opened);
    for (const { declined } of pick(entries, 'recording_declined')) {
      await declineRecording(callDb(call.callId), declined);
    }
    for (const { reason, outcome, at } of pick(entries, 'finished')) {
      await finishCall(callDb(call.callId), { reason, outcome, at: new Date(at) });
    }
  }

  return {
    write,
    hurry() {
      isHurried = true;
      joint.hurry();
    },
  };
}

function recordOf({ callId }: OwnCall, entries: readonly Entry[]): CallRecord {
  const { turns, used } = saidAndUsed(entries);
  return { callId, turns, used: used.map(usageRow) };
}

function saidAndUsed(entries: readonly Entry[]) {
  return {
    turns: lastOfEach(pick(entries, 'turn').map(({ turn }) => turn)),
    used: pick(entries, 'usage').map(({ used }) => ({ ...used, cost: costOf(used) })),
  };
}

function pick<Kind extends Entry['is']>(entries: readonly Entry[], kind: Kind): EntryOf<Kind>[] {
  return entries.filter((entry): entry is EntryOf<Kind> => entry.is === kind);
}

function lastOfEach(turns: readonly Turn[]): Turn[] {
  return [...new Map(turns.map((turn) => [turn.sequence, turn])).values()];
}
