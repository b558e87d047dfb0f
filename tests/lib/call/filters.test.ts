import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from '@/lib/call/cursor';
import { isNarrowed, readFilters, spanOf } from '@/lib/call/filters';

const now = new Date('2026-11-21T03:30:00Z');

describe('the filters of the call list', () => {
  it('leave out what makes no sense instead of failing', () => {
    const filters = readFilters({
      range: 'forever',
      from: '2026-02-31',
      outcome: 'great',
      channel: ['phone', 'browser'],
      kind: '',
      number: "+1' or 1=1",
      q: '(202) 555-01_%',
    });

    expect(filters).toEqual({
      range: '30d',
      fromDay: null,
      toDay: null,
      outcome: null,
      channel: 'phone',
      kind: null,
      number: null,
      callerDigits: '20255501',
      words: '',
    });
  });

  it.each([
    ['0177', '0177', ''],
    [' +1 (202) 555-0177 ', '12025550177', ''],
    ['room 12', '', 'room 12'],
    ['Größe', '', 'Größe'],
  ])('take %j for a number or for words', (q, callerDigits, words) => {
    expect(readFilters({ q })).toMatchObject({ callerDigits, words });
  });

  it('begin and end their days at the tenant, not at the server', () => {
    const span = spanOf(readFilters({ range: 'today' }), 'America/New_York', now);

    expect(span).toEqual({
      from: new Date('2026-11-20T05:00:00Z'),
      until: null,
      firstDay: '2026-11-20',
      lastDay: '2026-11-20',
    });
  });

  it('take both days of a custom range whole', () => {
    const { from, until } = spanOf(readFilters({ from: '2026-11-01', to: '2026-11-01' }), 'America/New_York', now);

    expect([from, until]).toEqual([new Date('2026-11-01T04:00:00Z'), new Date('2026-11-02T05:00:00Z')]);
  });

  it('count as narrowing only beyond the range', () => {
    expect([isNarrowed(readFilters({ range: 'all' })), isNarrowed(readFilters({ q: '0177' }))]).toEqual([false, true]);
  });
});

describe('a place in the list', () => {
  const id = '018f0000-0000-4000-8000-000000000001';

  it('survives the address to the microsecond', () => {
    const place = { direction: 'older', startedAt: '2026-11-20T09:26:15.263471+00:00', id } as const;

    expect(readCursor(writeCursor({ ...place, startedAt: '2026-11-20 09:26:15.263471+00' }))).toEqual(place);
  });

  it.each([
    '',
    'o',
    `o~now~${id}`,
    'o~2026-11-20T09:26:15Z~1',
    `x~2026-11-20T09:26:15Z~${id}`,
    `o~2026-11-20T09:26:15Z"),(id.gt.0~${id}`,
  ])('is not "%s"', (text) => {
    expect(readCursor(text)).toBeNull();
  });
});
