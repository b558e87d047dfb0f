import { z } from 'zod';
import { useSchema } from './limits';
import { recalledCallerSchema } from './memory';

/** What `answer_call` gives back: everything a webhook needs, in one round trip. Config is parsed apart, forgivingly. */
export const admissionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('unknown_number') }),
  z.object({
    decision: z.enum(['suspended', 'paused', 'busy', 'blocked']),
    callId: z.uuid(),
    tenantId: z.uuid(),
    businessName: z.string(),
    fallbackNumber: z.string().nullable(),
  }),
  z.object({
    decision: z.literal('admit'),
    callId: z.uuid(),
    tenantId: z.uuid(),
    /** True when the carrier asked again for a call that is already known. */
    repeated: z.boolean(),
    versionNumber: z.number().int().positive(),
    /** agent_versions.config of the live version, as stored. */
    config: z.unknown(),
    /** The version before it: used section by section where the live one no longer parses. */
    previousConfig: z.unknown(),
    platformDefaults: z.unknown(),
    /** There is more to look up than the instructions hold. */
    knowsMore: z.boolean().optional(),
    /** What the business has used by now. Sums that cannot be read turn nobody away. */
    use: useSchema.optional().catch(undefined),
    /** Calls at once that the plan has, for when we have to admit by ourselves. */
    planLines: z.number().int().positive().optional().catch(undefined),
    /** Turns so far, when a broken call is taken up again. */
    history: z.array(z.object({ speaker: z.string(), text: z.string(), detail: z.unknown().optional() })),
    /** Known to this business from earlier calls. A memory that cannot be read turns nobody away. */
    caller: recalledCallerSchema.nullable().catch(null),
  }),
]);

export type Admission = z.infer<typeof admissionSchema>;
export type Admitted = Extract<Admission, { decision: 'admit' }>;
