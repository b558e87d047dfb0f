import fc from 'fast-check';

/** What a tool says it takes, as far as it is told to the model. */
export type ToolSchema = {
  type?: string;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  anyOf?: ToolSchema[];
  properties?: Record<string, ToolSchema>;
};

/** Words that mean something in this world: names and references of others, labels, days. */
export type Known = { words: string[]; dates: string[] };

const numbers = [
  ...['+19005550100', '+8821612345678', '+442079460018', '911', '411', 'sip:x@y.example', '+12025550111;ext=9'],
  ...['＋１２０２５５５０１１１', '+12025550199', '+447012345678', 'tel:+19005550100'],
];
const nasty = [
  ...['', ' ', '\r\nBcc: all@example.com', 'Dana\n+19005550100', '‮evil', '\u0000', '\ud800', '%', '*', '_', '..'],
  ...['<Number>+19005550100</Number>', "' or 1=1 --", '{{caller_name}}', '{business}', '__proto__', 'constructor'],
  ...['00000000-0000-4000-8000-000000000001', '169.254.169.254', 'https://evil.example/', 'null', 'true'],
];
const huge = fc.constantFrom('x'.repeat(2001), '\u{1F9B7}'.repeat(3000), 'a'.repeat(25_000));
const extras = fc.dictionary(
  fc.constantFrom('tenant_id', 'call_id', 'to', 'phone', 'number', 'from', 'url', 'host', 'price', 'id', 'toolCallId'),
  fc.oneof(fc.constantFrom<unknown>(...numbers, ...nasty), fc.uuid(), fc.integer()),
  { minKeys: 1, maxKeys: 3 },
);

function hostileWord({ words }: Known): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(...numbers, ...nasty, ...words),
    fc.string({ unit: 'binary', maxLength: 60 }),
    { weight: 1, arbitrary: huge },
    fc.jsonValue({ maxDepth: 2 }),
    fc.double(),
  );
}

function plausible(schema: ToolSchema, known: Known): fc.Arbitrary<unknown> {
  const { words, dates } = known;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => plausible(one, known)));
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'number' || schema.type === 'integer') return fc.integer({ min: -5, max: 500 });
  if (schema.format === 'date') return fc.constantFrom(...dates, '2020-01-01', '2026-02-30', '9999-12-31');
  if (schema.pattern?.includes('[0-5]')) return fc.constantFrom('09:00', '10:30', '14:00', '23:59', '10:07');
  if (schema.pattern?.includes('\\+')) return fc.constantFrom(...numbers, '+12025550188');
  return fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 40 }));
}

/** Argument sets of a model that wants harm: most of them nearly what the tool asks for. As the model sends them, in text. */
export function hostileArguments(schema: ToolSchema, known: Known): fc.Arbitrary<string> {
  const fields = Object.entries(schema.properties ?? {});
  const whole = fc.record(Object.fromEntries(fields.map(([name, one]) => [name, plausible(one, known)])));
  const spoilt = fc.record(
    Object.fromEntries(
      fields.map(([name, one]) => [
        name,
        fc.oneof({ weight: 3, arbitrary: plausible(one, known) }, { weight: 1, arbitrary: hostileWord(known) }),
      ]),
    ),
    { requiredKeys: [] },
  );
  const asText = (value: unknown) => JSON.stringify(value) ?? '';
  return fc.oneof(
    { weight: 4, arbitrary: whole.map(asText) },
    { weight: 5, arbitrary: spoilt.map(asText) },
    { weight: 2, arbitrary: fc.tuple(whole, extras).map(([good, more]) => asText({ ...good, ...more })) },
    { weight: 1, arbitrary: whole.map((good) => asText(good).replace('{', '{"__proto__":{"polluted":true},')) },
    { weight: 1, arbitrary: hostileWord(known).map(asText) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '[]', 'null', '"to"', '{"to":1e999}', '{}') },
  );
}
