import fc from 'fast-check';

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, [], {}, '', 'NaN', '\u0000', '🙂', '__proto__', [[]], {
    a: { b: {} },
  }),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);
const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'polluted',
  'event',
  'type',
  'delta',
  '',
);

type Path = (string | number)[];

function pathsOf(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...before, key], ...pathsOf(inner, [...before, key])]);
}

function changed(value: unknown, [key, ...rest]: Path, change: (parent: Record<string, unknown>, key: string) => void) {
  if (typeof value !== 'object' || value === null || key === undefined) return value;
  const copy: Record<string, unknown> = Object.assign(Object.create(Object.getPrototypeOf(value)), value);
  if (rest.length > 0) copy[key] = changed(copy[key], rest, change);
  else change(copy, String(key));
  return copy;
}

/** A good frame with one to three of its places replaced, removed, or given an odd neighbour. */
function withOddPlaces(good: unknown): fc.Arbitrary<string> {
  const paths = pathsOf(good);
  const edit = fc.record({
    path: fc.constantFrom(...paths),
    kind: fc.constantFrom('replace', 'remove', 'add', 'twice'),
    key: oddKey,
    value: oddValue,
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
    let frame: unknown = good;
    let suffix = '';
    for (const { path, kind, key, value } of edits) {
      frame = changed(frame, path, (parent, last) => {
        if (kind === 'replace') parent[last] = value;
        else if (kind === 'remove') delete parent[last];
        else if (kind === 'add') Object.defineProperty(parent, key, { value, enumerable: true, configurable: true });
      });
      if (kind === 'twice') suffix += `,${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`;
    }
    const text = JSON.stringify(frame) ?? 'null';
    return suffix && text.endsWith('}') && text !== '{}' ? `${text.slice(0, -1)}${suffix}}` : text;
  });
}

/** A good frame's text with a few of its characters gone, doubled or exchanged. */
function withOddText(good: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(good);
  const edit = fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 4 }));
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce((before, [at, length, put]) => before.slice(0, at) + put + before.slice(at + length), text),
    );
}

/** Anything that a peer might send in place of one of these frames; the frames themselves are among it. */
export function anyFrame(...good: unknown[]): fc.Arbitrary<string> {
  const one = fc.constantFrom(...good);
  return fc.oneof(
    { weight: 1, arbitrary: one.map((frame) => JSON.stringify(frame)) },
    { weight: 5, arbitrary: one.chain(withOddPlaces) },
    { weight: 3, arbitrary: one.chain(withOddText) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  );
}
