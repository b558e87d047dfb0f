/** What a promise gives, or null when it takes longer or fails. */
export function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
  return Promise.race([promise.catch(() => null), tooLate]);
}
