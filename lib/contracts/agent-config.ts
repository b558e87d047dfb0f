import { z } from 'zod';
import { actionsSchema, defaultActions } from './actions';
import { advancedSchema, defaultAdvanced } from './advanced';
import { bookingSchema, defaultBooking } from './booking';
import { connectionsSchema, defaultConnections } from './connections';
import { defaultGreeting, greetingSchema } from './greeting';
import { defaultHours, hoursSchema } from './hours';
import { defaultIdentity, identitySchema } from './identity';
import { defaultKnowledge, knowledgeSchema } from './knowledge';
import { defaultLimits, limitsSchema } from './limits';
import { defaultPersonality, personalitySchema } from './personality';
import { defaultPrivacy, privacySchema } from './privacy';
import { defaultRouting, routingSchema } from './routing';
import { defaultTexting, textingSchema } from './texting';
import { defaultVoice, voiceSchema } from './voice';

/** A section is one form in the portal and one column in the database. */
export const sectionSchemas = {
  identity: identitySchema,
  greeting: greetingSchema,
  voice: voiceSchema,
  personality: personalitySchema,
  knowledge: knowledgeSchema,
  hours: hoursSchema,
  routing: routingSchema,
  actions: actionsSchema,
  booking: bookingSchema,
  texting: textingSchema,
  connections: connectionsSchema,
  privacy: privacySchema,
  limits: limitsSchema,
  advanced: advancedSchema,
} as const;

export const agentConfigSchema = z.strictObject(sectionSchemas);

export type AgentConfig = z.infer<typeof agentConfigSchema>;
export type Section = keyof AgentConfig;

export const sections = [
  'identity',
  'greeting',
  'voice',
  'personality',
  'knowledge',
  'hours',
  'routing',
  'actions',
  'booking',
  'texting',
  'connections',
  'privacy',
  'limits',
  'advanced',
] as const satisfies readonly Section[];

/** The last resort under every tenant value; platform_defaults may override it, section by section. */
export const builtInDefaults: AgentConfig = {
  identity: defaultIdentity,
  greeting: defaultGreeting,
  voice: defaultVoice,
  personality: defaultPersonality,
  knowledge: defaultKnowledge,
  hours: defaultHours,
  routing: defaultRouting,
  actions: defaultActions,
  booking: defaultBooking,
  texting: defaultTexting,
  connections: defaultConnections,
  privacy: defaultPrivacy,
  limits: defaultLimits,
  advanced: defaultAdvanced,
};
