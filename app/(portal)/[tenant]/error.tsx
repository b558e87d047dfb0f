'use client';

import { ServiceUnavailable } from '@/components/shell/service-unavailable';
import { Button } from '@/components/ui/button';

export default function TenantError({ reset }: { error: Error; reset: () => void }) {
  return <ServiceUnavailable action={<Button onClick={reset}>Try again</Button>} />;
}
