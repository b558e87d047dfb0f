import type { CallContext } from '@/lib/agent/call-context';
import { type AgentConfig, builtInDefaults, type Section } from '@/lib/contracts/agent-config';

type Changes = { [Name in Section]?: Partial<AgentConfig[Name]> };

/** The built-in configuration with some fields of some sections changed. */
export function makeConfig(changes: Changes = {}): AgentConfig {
  const { identity, greeting, voice, personality, knowledge, hours, routing, actions, privacy, limits, advanced } =
    changes;
  const { booking, texting, connections } = changes;
  const base = builtInDefaults;

  return {
    identity: { ...base.identity, businessName: 'Bright Smile Dental', ...identity },
    greeting: { ...base.greeting, ...greeting },
    voice: { ...base.voice, ...voice },
    personality: { ...base.personality, ...personality },
    knowledge: { ...base.knowledge, ...knowledge },
    hours: { ...base.hours, ...hours },
    routing: { ...base.routing, fallbackNumber: '+12025550199', ...routing },
    actions: { ...base.actions, ...actions },
    booking: { ...base.booking, ...booking },
    texting: { ...base.texting, ...texting },
    connections: { ...base.connections, ...connections },
    privacy: { ...base.privacy, ...privacy },
    limits: { ...base.limits, ...limits },
    advanced: { ...base.advanced, ...advanced },
  };
}

/** A call on Saturday 21 November 2026, 10:30 in New York. */
export function makeCallContext(changes: Partial<CallContext> = {}): CallContext {
  return {
    now: new Date('2026-11-21T15:30:00Z'),
    channel: 'phone',
    callerNumber: '+12025550177',
    callerName: null,
    dialedNumber: '+12025550101',
    ...changes,
  };
}
