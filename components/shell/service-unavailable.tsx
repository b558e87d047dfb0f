import type { ReactNode } from 'react';
import { BadEnding } from './bad-ending';

export function ServiceUnavailable({ action }: { action?: ReactNode }) {
  return (
    <BadEnding title="Service temporarily unavailable" action={action}>
      We cannot reach your data at the moment. What you saved is safe, and calls are answered with what was last
      published. Try again in a minute.
    </BadEnding>
  );
}
