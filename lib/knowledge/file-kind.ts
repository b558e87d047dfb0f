export const fileEndings = ['pdf', 'docx', 'md', 'markdown', 'csv', 'txt'] as const;

/** Null for a file that cannot be read. */
export function endingOf(name: string): (typeof fileEndings)[number] | null {
  const ending = name.toLowerCase().split('.').at(-1);
  return fileEndings.find((known) => known === ending) ?? null;
}
