import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

export const passwordSchema = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(128, 'Use at most 128 characters.')
  .refine((password) => new Set(password).size >= 5, 'Use at least 5 different characters.');

// argon2id, at the strength OWASP names first: 19 MiB, two passes, one lane.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), strength);
}

let nobodysHash: Promise<string> | undefined;

/** Does the same work when there is nobody, or nobody with a password: the time taken tells nothing. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('there is nobody with this address');
  const right = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFKC').slice(0, 1024));
  return right && Boolean(passwordHash);
}
