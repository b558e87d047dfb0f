import { expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/platform/errors';
import { failure, failureResponse } from '@/lib/portal/failure';

it('says by field what is wrong, the first thing only', () => {
  const shape = z.object({
    name: z.string().min(3, 'Longer.').regex(/^A/, 'Begin with A.'),
    days: z.array(z.number()),
  });
  const error = shape.safeParse({ name: 'b', days: [1, 'two'] }).error;

  expect(failure(error)).toEqual({
    ok: false,
    code: 'invalid',
    message: 'Some fields need another look.',
    fields: { name: 'Longer.', 'days.1': 'Invalid input: expected number, received string' },
  });
});

it('shows the sentence of an expected failure and keeps its cause', () => {
  const error = new AppError('conflict', 'Somebody saved before you.', { cause: new Error('secret detail') });

  expect(failure(error)).toEqual({ ok: false, code: 'conflict', message: 'Somebody saved before you.' });
});

it('never shows the words of an error that nobody foresaw', () => {
  const told = JSON.stringify(failure(new TypeError('password=hunter2 at db.internal')));

  expect(told).not.toContain('hunter2');
  expect(told).toContain('Something went wrong on our side');
});

it('answers over HTTP with the status that fits', async () => {
  const response = failureResponse(new AppError('not_found', 'There is no such business among yours.'));

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: { code: 'not_found', message: 'There is no such business among yours.' },
  });
});
