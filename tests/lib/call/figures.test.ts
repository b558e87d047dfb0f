import { describe, expect, it } from 'vitest';
import { bucketSize, fillBuckets, sumFigures } from '@/lib/call/figures';

const quiet = { calls: 0, answered: 0, messages: 0, seconds: 0, connected: 0 };

describe('the figures of a range', () => {
  it('claim no percentage and no average where nothing was', () => {
    expect(sumFigures([])).toEqual({
      calls: 0,
      answered: 0,
      messages: 0,
      seconds: 0,
      averageSeconds: null,
      answeredPercent: null,
    });
  });

  it('average over calls that were connected', () => {
    const figures = sumFigures([{ day: '2026-11-01', calls: 4, answered: 3, messages: 1, seconds: 300, connected: 2 }]);

    expect([figures.averageSeconds, figures.answeredPercent]).toEqual([150, 75]);
  });

  it('show the quiet days too', () => {
    const busy = { ...quiet, day: '2026-11-02', calls: 2 };

    expect(fillBuckets([busy], 'day', '2026-11-01', '2026-11-03')).toEqual([
      { day: '2026-11-01', ...quiet },
      busy,
      { day: '2026-11-03', ...quiet },
    ]);
  });

  it('begin weeks on Monday and months on the first, as the database does', () => {
    const days = (size: 'week' | 'month', first: string, last: string) =>
      fillBuckets([], size, first, last).map((bucket) => bucket.day);

    expect([days('week', '2026-11-18', '2026-11-24'), days('month', '2026-11-18', '2027-01-02')]).toEqual([
      ['2026-11-16', '2026-11-23'],
      ['2026-11-01', '2026-12-01', '2027-01-01'],
    ]);
  });

  it('take larger steps for longer ranges', () => {
    expect([
      bucketSize('2026-11-01', '2026-11-30'),
      bucketSize('2026-08-24', '2026-11-21'),
      bucketSize(null, '2026-11-21'),
    ]).toEqual(['day', 'week', 'month']);
  });
});
