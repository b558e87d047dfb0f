export type ListParams = Record<string, string | string[] | undefined>;

/** What stands in the address of a list, for a form that leads there. */
export function paramsIn(href: string): [name: string, value: string][] {
  return [...new URLSearchParams(href.split('?')[1] ?? '')];
}

/** The same list with some parameters changed; null or '' removes one. A changed filter goes back to the first page. */
export function listHref(path: string, params: ListParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value ?? []].flat()) next.append(name, each);
  }

  if (!('page' in changes) && !('call' in changes)) next.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }

  const query = next.toString();
  return query ? `${path}?${query}` : path;
}
