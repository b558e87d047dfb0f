import { expect, it } from 'vitest';
import { listHref, paramsIn } from '@/components/ui/list-href';

const params = { q: 'saturday', outcome: ['answered', 'message'], page: '3' };

it('keeps the other filters and goes back to the first page', () => {
  expect(listHref('/calls', params, { q: 'sunday' })).toBe('/calls?q=sunday&outcome=answered&outcome=message');
});

it('turns the page without touching a filter', () => {
  expect(listHref('/calls', params, { page: '4' })).toBe('/calls?q=saturday&outcome=answered&outcome=message&page=4');
});

it('removes what is set to nothing', () => {
  expect(listHref('/calls', params, { q: null, outcome: '' })).toBe('/calls');
});

it('tells what a form that leads to the same list has to carry', () => {
  expect(paramsIn(listHref('/calls', params, { q: null }))).toEqual([
    ['outcome', 'answered'],
    ['outcome', 'message'],
  ]);
  expect(paramsIn('/calls')).toEqual([]);
});
