import { describe, expect, it } from 'vitest';
import { makeLog } from '@/lib/platform/log';
import { scrub } from '@/lib/platform/scrub';

describe('what is written to a log', () => {
  it.each([
    ['+12025550177', '[phone …77]'],
    ['call from (202) 555-0177 now', 'call from [phone …77] now'],
    ['ann@bright-smile.example wrote', '[email] wrote'],
    ['key sk-proj-abcdefghij', 'key [secret]'],
    ['eyJhbGciOi.eyJzdWIi.c2ln', '[secret]'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['took 1200 ms, 20 frames', 'took 1200 ms, 20 frames'],
  ])('turns %j into %j', (text, written) => {
    expect(scrub(text)).toBe(written);
  });

  it('hides a value by its name, however deep', () => {
    expect(scrub({ a: [{ authToken: 'abc', Cookie: 'x=1', port: 5050 }] })).toEqual({
      a: [{ authToken: '[secret]', Cookie: '[secret]', port: 5050 }],
    });
  });

  it('follows an error to its cause', () => {
    const error = new Error('for +12025550177', { cause: { email: 'ann@foyer.example' } });

    expect(scrub(error)).toMatchObject({ message: 'for [phone …77]', cause: { email: '[email]' } });
  });

  it('reaches the log line whole', () => {
    const lines: string[] = [];
    const log = makeLog('test', { write: (line: string) => lines.push(line) });
    log.level = 'info';

    log.info({ from: '+12025550177', password: 'x' }, 'A call came in.');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      name: 'test',
      level: 'info',
      from: '[phone …77]',
      password: '[secret]',
      msg: 'A call came in.',
    });
  });
});
