import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAllCalls } from '../../support/line-carrier';
import { comesToBe } from '../../support/tool-call';
import { inTheRecord, onlyTalk } from '../../support/tool-case';
import { rows } from '../../support/tool-cases';
import { openToolHouse, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

/** What no tool takes, made of what this one would. */
function spoilt(input: Record<string, unknown>): string[] {
  const whole = JSON.stringify(input);
  const fields = Object.keys(input);
  const without = (field: string) => Object.fromEntries(Object.entries(input).filter(([name]) => name !== field));
  const others = [
    ...[null, [], [input], whole, 7, true],
    { ...input, tenant_id: '00000000-0000-4000-8000-000000000001' },
    { ...input, constructor: { prototype: { polluted: true } } },
    { ...input, padding: 'x'.repeat(25_000) },
    ...fields.map(without),
    ...fields.map((field) => ({ ...input, [field]: { $ne: null } })),
    ...fields.map((field) => ({ ...input, [field]: [input[field]] })),
  ];
  return ['', '{', whole.slice(0, -1), ...others.map((one) => JSON.stringify(one))];
}

const read = (json: string): unknown => {
  try {
    return JSON.parse(json.slice(0, 20_000));
  } catch {
    return null;
  }
};

describe.each(rows)('$name with hostile arguments', ({ name, row }) => {
  it('does nothing, says what is wrong, writes each down, and still works for good ones', async () => {
    const from = house.newCaller();
    await row.arrange?.({ house, from });
    const before = await house.appointmentsOf(from);
    const call = await house.ring({}, from);
    const sets = [...spoilt(row.input), ...row.hostile.map((one) => JSON.stringify(one))];

    const outputs: Record<string, unknown>[] = [];
    for (const [number, json] of sets.entries()) {
      call.use(name, json, `bad_${number}`);
      outputs.push(await call.outputOf(`bad_${number}`));
    }
    await comesToBe(call, { ...onlyTalk, appointments: before });
    call.use(name, row.input, 'good');
    const good = await call.outputOf('good');
    const { audit } = await call.over();

    expect(outputs.filter((output) => typeof output.error !== 'string' || Object.keys(output).length > 1)).toEqual([]);
    expect(outputs.filter(({ error }) => /\+1900|\+447|169\.254|evil/.test(String(error)))).toEqual([]);
    expect(good).toEqual(row.output);
    if (!row.kept) {
      expect(audit).toEqual([
        ...sets.map((json, number) => inTheRecord({}, name, read(json), outputs[number] ?? {})),
        inTheRecord({}, name, row.input, good),
      ]);
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
