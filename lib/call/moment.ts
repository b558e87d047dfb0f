import { z } from 'zod';

/** As ISO says it, for browsers that read nothing else; the microseconds stay. One API writes `2026-11-20 09:26:15.26+00`. */
export function isoMoment(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
}

export const momentSchema = z.string().transform(isoMoment);
