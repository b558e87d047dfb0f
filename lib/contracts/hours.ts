import { z } from 'zod';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Local wall-clock time; 24:00 is the end of the day. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time like 09:30.');

const block = z
  .strictObject({ opens: clockTime, closes: clockTime })
  .refine(({ opens, closes }) => opens < closes, { message: 'Closing must come after opening.', path: ['closes'] });

const day = z.array(block).max(4).refine(blocksInOrder, 'Blocks of one day may not overlap.');

export const weekSchema = z.strictObject({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
});

/** Countries whose holidays can be computed. */
export const holidayCountries = ['US', 'GB', 'DE', 'FR', 'ES', 'CA', 'AU', 'IE', 'NL', 'IN'] as const;
export type HolidayCountry = (typeof holidayCountries)[number];

const holidaysSchema = z.strictObject({
  country: z.enum(holidayCountries).nullable(),
  /** Ids of the holidays on which we are closed. An id that no rule knows closes nothing. */
  closedOn: z.array(z.string().regex(/^[a-z0-9-]{1,40}$/)).max(60),
  /** Closed on the day in lieu too, where a holiday falls on a weekend. */
  inLieu: z.boolean(),
});

export type HolidayChoice = z.infer<typeof holidaysSchema>;

const noHolidays: HolidayChoice = { country: null, closedOn: [], inLieu: true };

export const hoursSchema = z.strictObject({
  week: weekSchema,
  /** One-off days by local date; no blocks means closed. Each outranks a holiday and its weekday. */
  days: z.array(z.strictObject({ date: z.iso.date(), label: z.string().trim().max(60), blocks: day })).max(100),
  holidays: holidaysSchema.default(noHolidays),
});

export type Week = z.infer<typeof weekSchema>;
export type HoursBlock = z.infer<typeof block>;
export type Hours = z.infer<typeof hoursSchema>;

const office: HoursBlock[] = [{ opens: '09:00', closes: '17:00' }];

export const defaultHours: Hours = {
  week: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: office,
    saturday: [],
    sunday: [],
  },
  days: [],
  holidays: noHolidays,
};

function blocksInOrder(blocks: HoursBlock[]): boolean {
  return blocks.every((next, index) => index === 0 || (blocks[index - 1]?.closes ?? '') <= next.opens);
}
