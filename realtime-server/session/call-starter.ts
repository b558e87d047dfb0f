import path from 'node:path';
import type { PaidFor } from '@/lib/contracts/usage';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { makeClipMaker } from '../agent/clip-maker';
import { type GreetingClips, makeGreetingClips } from '../agent/greeting-clips';
import { OpenAiVoiceModel, safetyIdentifier } from '../agent/openai-realtime';
import type { OpenAiAccount } from '../agent/openai-socket';
import type { CallCalendar } from '../ports/calendar';
import type { CallBudget } from '../ports/call-budget';
import type { CallSetup } from '../ports/call-setup';
import type { CallConnections } from '../ports/connections';
import type { CallKnowledge } from '../ports/knowledge';
import type { StartCall } from '../ports/live-call';
import type { CallTexts } from '../ports/texts';
import type { VoiceModel } from '../ports/voice-model';
import { startCall } from './call-session';

type StarterDeps = {
  account: OpenAiAccount;
  dataDir: string;
  /** What a call may look up; absent, calls look nothing up. */
  knowledgeOf?(setup: CallSetup): CallKnowledge;
  /** Who counts what a call costs; absent, no limit of money or minutes holds. */
  budgetOf?(setup: CallSetup): CallBudget;
  /** What a call may ask; absent, calls ask no other system. */
  connectionsOf?(setup: CallSetup): CallConnections;
  /** Where a call books; absent, calls book nothing. */
  calendarOf?(setup: CallSetup): CallCalendar;
  /** What a call may send; absent, calls send no texts. */
  textsOf?(setup: CallSetup): CallTexts;
  /** Who notes what a call has spoken for the calls after it; absent, nobody does. */
  payFor?(setup: CallSetup, paid: PaidFor): void;
  clock: Clock;
  log: Log;
};

export type CallStarter = {
  startCall: StartCall;
  /** Connects while the carrier dials back. Gives the way to let it go when no stream comes. */
  onAdmitted(setup: CallSetup): () => void;
  /** What is spoken ahead of calls. */
  clips: GreetingClips;
};

const clipCaller = 'greeting-clips';

/** Calls over OpenAI, or over whatever speaks its protocol at the account's address. */
export function makeCallStarter({
  account,
  dataDir,
  knowledgeOf,
  budgetOf,
  connectionsOf,
  calendarOf,
  textsOf,
  payFor,
  clock,
  log,
}: StarterDeps): CallStarter {
  const prepared = new Map<string, VoiceModel>();

  function open(model: string, safetyId: string): VoiceModel {
    return new OpenAiVoiceModel({ account, model, safetyIdentifier: safetyId, clock, log });
  }

  function openFor({ tenantId, callerNumber, config }: CallSetup): VoiceModel {
    return open(config.voice.model, safetyIdentifier(tenantId, callerNumber));
  }

  function take(callId: string): VoiceModel | undefined {
    const model = prepared.get(callId);
    prepared.delete(callId);
    return model;
  }

  const clips = makeGreetingClips({
    folder: path.join(dataDir, 'clips'),
    make: makeClipMaker((model) => open(model, safetyIdentifier(clipCaller, null)), clock),
    clock,
    log,
  });

  function clipsOf(setup: CallSetup): GreetingClips {
    if (!payFor) return clips;
    const paid = (cost: PaidFor) => payFor(setup, cost);
    return { ...clips, prepare: (wanted) => clips.prepare({ ...wanted, paid }) };
  }

  return {
    clips,
    startCall: (line) =>
      startCall({
        ...{
          ...line,
          clips: clipsOf(line.setup),
          knowledge: knowledgeOf?.(line.setup),
          budget: budgetOf?.(line.setup),
          connections: connectionsOf?.(line.setup),
          calendar: calendarOf?.(line.setup),
          texts: textsOf?.(line.setup),
        },
        openVoiceModel: () => take(line.setup.callId) ?? openFor(line.setup),
      }),

    onAdmitted(setup) {
      void take(setup.callId)?.close();
      prepared.set(setup.callId, openFor(setup));
      return () => void take(setup.callId)?.close();
    },
  };
}
