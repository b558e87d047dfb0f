'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

export function GoogleButton({ next }: { next: string }) {
  const [busy, setBusy] = useState(false);

  function start() {
    setBusy(true);
    void signIn('google', { callbackUrl: next });
  }

  return (
    <Button size="form" busy={busy} onClick={start} className="w-full">
      Continue with Google
    </Button>
  );
}
