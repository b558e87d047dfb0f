'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** `import { toast } from 'sonner'` anywhere on the client. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--card)',
          color: 'var(--foreground)',
          borderColor: 'var(--border)',
          borderRadius: '10px',
        },
      }}
    />
  );
}
