'use client';

import { ServiceUnavailable } from '@/components/shell/service-unavailable';
import { Button } from '@/components/ui/button';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="flex min-h-dvh">
      <ServiceUnavailable action={<Button onClick={reset}>Try again</Button>} />
    </div>
  );
}
