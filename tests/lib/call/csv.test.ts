import { expect, it } from 'vitest';
import { writeCsv } from '@/lib/call/csv';

it('quotes what needs quoting and ends lines as spreadsheets expect', () => {
  expect(writeCsv(['Caller', 'Said'], [['Ann "Red" Lee', 'Yes, please\nSoon']])).toBe(
    '\uFEFFCaller,Said\r\n"Ann ""Red"" Lee","Yes, please\nSoon"\r\n',
  );
});

it.each(['=1+1', '+12025550177', '-2', '@SUM(A1)', '\t=1', '  =1', '\r=1'])(
  'does not let %j run as a formula',
  (text) => {
    expect(writeCsv(['x'], [[text]])).toBe(`\uFEFFx\r\n"'${text}"\r\n`);
  },
);

it('leaves numbers and absent values alone', () => {
  expect(writeCsv(['a', 'b'], [[-3, null]])).toBe('\uFEFFa,b\r\n-3,\r\n');
});
