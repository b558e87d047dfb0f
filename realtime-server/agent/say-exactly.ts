export function sayExactly(text: string): string {
  return `Say exactly the following words, and nothing before or after them: "${text}"`;
}
