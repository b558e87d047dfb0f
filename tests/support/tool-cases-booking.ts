import { expect } from 'vitest';
import { addDays } from '@/lib/hours/local-time';
import { describeDate } from '@/lib/hours/schedule';
import type { Given, ToolCase } from './tool-case';
import { at, plantAppointment, tuesday } from './tool-settings';

const day = describeDate(tuesday);
const wish = { service: 'Cleaning', date: tuesday, time: '10:00', caller_name: 'Ada Lovelace', note: '' };
const appointment = (status: string, time: string) => ({
  ...{ status, service_name: 'Cleaning', starts_at: at(time), caller_name: 'Ada Lovelace' },
});
const done = (how: string, when: string) => ({
  ok: true,
  say: expect.stringMatching(new RegExp(`^Cleaning ${how} ${day} at ${when}\\. The reference is( [A-Z0-9]){5}\\.$`)),
  reference: expect.stringMatching(/^[A-Z]{2}\d{3}$/),
});
const known = 'Ada Lovelace';
const theirs = { reference: null, caller_name: known, current_date: null };
const unknown =
  'No appointment to come was found for this caller under that name or reference. Ask once for the other of the two; then offer to take a message. Tell nothing about any appointment.';
const atTen = async ({ house, from }: Given) => void (await plantAppointment(house.sql, from, '10:00'));
const somebodyElse = async ({ house }: Given) =>
  void (await plantAppointment(house.sql, '+12025550999', '10:00', 'Charles'));
const after = (name: string) => new RegExp(`${name}, which .* has been done after all, once`);

const booked = { appointments: [appointment('booked', '10:00')] };
const moved = { appointments: [appointment('moved', '10:00'), appointment('booked', '14:00')] };
const cancelled = { appointments: [appointment('cancelled', '10:00')] };
const free = {
  ok: true,
  say: `${day}: Cleaning can begin between 9 am and 4:15 pm.`,
  date: tuesday,
  times: expect.arrayContaining(['09:00', '10:00', '16:15']),
};

/** What the agent does with the calendar. */
export const bookingCases: Record<string, ToolCase> = {
  find_times: {
    input: { service: 'Cleaning', date: tuesday },
    output: free,
    effects: {},
    refusals: [
      {
        when: 'nothing is free as far ahead as we book',
        input: { service: 'Cleaning', date: addDays(tuesday, 300) },
        output: {
          error: `Nothing is free for Cleaning in the three weeks from ${describeDate(addDays(tuesday, 300))}. Offer a later date, or to take a message.`,
        },
      },
    ],
    timeout: { effects: {}, told: after('find_times') },
    otherModel: { effects: {} },
    otherServer: { output: free, effects: {} },
    interrupted: { effects: {} },
    hostile: [
      { service: 'Root canal', date: tuesday },
      { service: 'Cleaning', date: '2026-02-30' },
      { service: '__proto__', date: null },
    ],
  },

  book_appointment: {
    input: wish,
    output: done('is booked for', '10 am'),
    effects: booked,
    refusals: [
      {
        when: 'somebody else has the time',
        arrange: somebodyElse,
        output: {
          error: `Nothing was booked. That time is taken. Free instead on ${day}: 9 am, 11 am or 11:15 am. Offer that.`,
        },
      },
    ],
    timeout: { effects: booked, told: after('book_appointment') },
    otherModel: { effects: booked },
    otherServer: { output: done('is booked for', '10 am'), effects: booked },
    interrupted: { effects: booked },
    hostile: [
      { ...wish, service: 'Root canal' },
      { ...wish, date: '2026-02-30' },
      { ...wish, time: '10:07' },
      { ...wish, time: '25:00' },
      { ...wish, date: '2020-01-07' },
      { ...wish, calendar: 'chair-2' },
      { ...wish, caller_name: ' ' },
      { ...wish, note: 'x'.repeat(1001) },
    ],
  },

  move_appointment: {
    arrange: atTen,
    input: { ...theirs, new_date: tuesday, new_time: '14:00' },
    output: done('has been moved to', '2 pm'),
    effects: moved,
    refusals: [
      {
        when: 'it is not known under that name',
        arrange: atTen,
        input: { ...theirs, caller_name: 'Charles', new_date: tuesday, new_time: '14:00' },
        output: { error: `Nothing was moved. ${unknown}` },
        effects: booked,
      },
    ],
    timeout: { effects: moved, told: after('move_appointment') },
    otherModel: { effects: moved },
    otherServer: { output: done('has been moved to', '2 pm'), effects: moved },
    interrupted: { effects: moved },
    hostile: [
      { ...theirs, new_date: '2026-02-30', new_time: '14:00' },
      { ...theirs, new_date: tuesday, new_time: '3 pm' },
      { ...theirs, new_date: '2020-01-07', new_time: '14:00' },
      { ...theirs, caller_name: '%', new_date: tuesday, new_time: '14:00' },
      { ...theirs, caller_name: "' or 1=1 --", new_date: tuesday, new_time: '14:00' },
      { ...theirs, caller_name: null, new_date: tuesday, new_time: '14:00' },
    ],
  },

  cancel_appointment: {
    arrange: atTen,
    input: theirs,
    output: { ok: true, say: 'Your appointment is cancelled.' },
    effects: cancelled,
    refusals: [
      {
        when: 'it is not known under that name',
        arrange: atTen,
        input: { ...theirs, caller_name: 'Charles' },
        output: { error: `Nothing was cancelled. ${unknown}` },
        effects: booked,
      },
    ],
    timeout: { effects: cancelled, told: after('cancel_appointment') },
    otherModel: { effects: cancelled },
    otherServer: { output: { ok: true, say: 'Your appointment is cancelled.' }, effects: cancelled },
    interrupted: { effects: cancelled },
    hostile: [
      { ...theirs, caller_name: null },
      { ...theirs, caller_name: '%' },
      { ...theirs, caller_name: "' or 1=1 --" },
      { ...theirs, reference: '{"$ne":null}', caller_name: null },
      { ...theirs, id: '00000000-0000-4000-8000-000000000001' },
    ],
  },
};
