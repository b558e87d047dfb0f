/** Something that cannot be read, in a sentence for whoever added it. Trying again changes nothing. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';
}
