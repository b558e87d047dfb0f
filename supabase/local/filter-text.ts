const comparedWithPhone = /^((?:not\.)?(?:eq|neq)\.)(\+\d+)$/;

/**
 * lite takes a telephone number in a filter for a sum, and drops its plus. In quotes it stays what it is; hosted Supabase
 * needs none.
 */
export function keepPhonesText(request: Request): Request {
  const url = new URL(request.url);
  const filters = [...url.searchParams].filter(([, value]) => comparedWithPhone.test(value));
  if (filters.length === 0) return request;
  for (const [column, value] of filters) url.searchParams.set(column, value.replace(comparedWithPhone, '$1"$2"'));
  return new Request(url, request);
}
