import { describe, expect, it } from 'vitest';
import { databaseError } from '@/lib/platform/database-error';

describe('an error that the database returned', () => {
  it.each([
    ['42501', 'forbidden'],
    ['23505', 'conflict'],
    ['22P02', 'invalid'],
    ['PGRST116', 'not_found'],
    ['PGRST303', 'unauthenticated'],
    ['SUP', 'unavailable'],
    ['', 'unavailable'],
  ])('%j means %s, and says our sentence instead of its own', (code, meaning) => {
    const cause = { code, message: 'relation "secret_table" …' };

    const error = databaseError(cause, 'It could not be saved.');

    expect(error).toMatchObject({ code: meaning, message: 'It could not be saved.', cause });
  });

  it('raised by our own SQL says its own sentence', () => {
    const error = databaseError({ code: 'PT409', message: 'Somebody saved first.' }, 'It could not be saved.');

    expect(error).toMatchObject({ code: 'conflict', message: 'Somebody saved first.' });
  });
});
