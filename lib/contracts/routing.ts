import { z } from 'zod';
import { weekSchema } from './hours';
import { phoneSchema } from './phone';

/** What a caller gets while we are closed. */
export const closedBehaviours = ['answer', 'message_only', 'forward', 'voicemail'] as const;
export type ClosedBehaviour = (typeof closedBehaviours)[number];

/** What one of our numbers is for. */
export const numberBehaviours = ['answers', 'after_hours_only', 'message_only'] as const;
export type NumberBehaviour = (typeof numberBehaviours)[number];

/** `announced`: they hear who calls and decide. `blind`: whoever, or whatever, picks up has the caller. */
export const connectModes = ['announced', 'blind'] as const;
export type ConnectMode = (typeof connectModes)[number];

const personLabel = z.string().trim().min(1, 'Give a name that the receptionist can say.').max(40);
const closedBehaviour = z.enum(closedBehaviours);

const personHours = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('business') }),
  z.strictObject({ kind: z.literal('own'), week: weekSchema }),
]);

const personSchema = z.strictObject({
  label: personLabel,
  role: z.string().trim().max(80),
  /** What to connect them for, in the owner's words. */
  notes: z.string().trim().max(300),
  phone: phoneSchema,
  hours: personHours,
  connect: z.enum(connectModes).default('announced'),
  ringSeconds: z.number().int().min(10).max(60).default(25),
});

export type Person = z.infer<typeof personSchema>;
export type PersonHours = z.infer<typeof personHours>;

const afterHoursSchema = z.strictObject({
  usual: closedBehaviour,
  /** Between two blocks of one day; null: as usual. */
  onBreak: closedBehaviour.nullable(),
  /** On holidays and closed one-off days; null: as usual. */
  onHolidays: closedBehaviour.nullable(),
  forwardTo: phoneSchema.nullable(),
});

const staffFirstSchema = z.strictObject({
  enabled: z.boolean(),
  when: z.enum(['open', 'always']),
  /** Labels of the people whose telephones ring together. */
  people: z.array(personLabel).max(5, 'At most five telephones can ring at once.'),
  ringSeconds: z.number().int().min(5).max(60),
});

/** How often callers may be passed on, so that nobody can run up a bill by asking. */
const transferCapsSchema = z.strictObject({
  perCall: z.number().int().min(1).max(10),
  /** In 24 hours, over all calls. */
  perDay: z.number().int().min(1).max(1000),
});

const voicemailSchema = z.strictObject({
  /** The last resort after the fallback number; without it callers hear a goodbye. */
  afterFallback: z.boolean(),
  /** Empty: the usual sentence. */
  greeting: z.string().trim().max(300),
  maxSeconds: z.number().int().min(20).max(300),
});

const defaultAfterHours = { usual: 'answer', onBreak: null, onHolidays: null, forwardTo: null } as const;
const defaultStaffFirst = { enabled: false, when: 'open' as const, people: [], ringSeconds: 15 };
const defaultTransferCaps = { perCall: 3, perDay: 50 };
const defaultVoicemail = { afterFallback: true, greeting: '', maxSeconds: 120 };

export const routingSchema = z.strictObject({
  /** Dialled when something of ours fails; null leads to voicemail. */
  fallbackNumber: phoneSchema.nullable(),
  people: z.array(personSchema).max(30).superRefine(labelsDiffer).default([]),
  afterHours: afterHoursSchema.default(defaultAfterHours),
  staffFirst: staffFirstSchema.default(defaultStaffFirst),
  blockedCallers: z
    .array(z.strictObject({ number: phoneSchema, note: z.string().trim().max(80) }))
    .max(500)
    .default([]),
  blockWithheld: z.boolean().default(false),
  /** Numbers of ours that behave in their own way; the others answer. */
  numbers: z
    .array(z.strictObject({ number: phoneSchema, behaviour: z.enum(numberBehaviours) }))
    .max(50)
    .default([]),
  voicemail: voicemailSchema.default(defaultVoicemail),
  /** ISO countries that calls may be passed on to; empty: the one we are in. */
  transferCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(40)
    .default([]),
  transferCaps: transferCapsSchema.default(defaultTransferCaps),
});

export type Routing = z.infer<typeof routingSchema>;

export const defaultRouting: Routing = {
  fallbackNumber: null,
  people: [],
  afterHours: defaultAfterHours,
  staffFirst: defaultStaffFirst,
  blockedCallers: [],
  blockWithheld: false,
  numbers: [],
  voicemail: defaultVoicemail,
  transferCountries: [],
  transferCaps: defaultTransferCaps,
};

function labelsDiffer(people: { label: string }[], context: z.RefinementCtx): void {
  const labels = people.map(({ label }) => label.toLowerCase());
  labels.forEach((label, index) => {
    if (labels.indexOf(label) === index) return;
    context.addIssue({ code: 'custom', message: 'Two people have this name.', path: [index, 'label'] });
  });
}
