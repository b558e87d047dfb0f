import { expect, it } from 'vitest';
import { readInboxFilter } from '@/lib/message/inbox';

it('an address says what is shown, and nonsense in it says nothing', () => {
  expect(readInboxFilter({})).toEqual({ view: 'open', kind: null, urgentOnly: false, page: 1 });
  expect(readInboxFilter({ view: 'handled', kind: 'follow_up', urgent: 'yes', page: '3' })).toEqual({
    view: 'handled',
    kind: 'follow_up',
    urgentOnly: true,
    page: 3,
  });
  expect(readInboxFilter({ view: ['all', 'open'], kind: 'x', urgent: '1', page: '-2' })).toEqual({
    view: 'all',
    kind: null,
    urgentOnly: false,
    page: 1,
  });
});
