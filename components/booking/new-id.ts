/** `service-3`: the first of its kind that is free. It stays when the name changes. */
export function newId(kind: string, taken: { id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}
