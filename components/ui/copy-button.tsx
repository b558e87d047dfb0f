'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

const shownMs = 1500;

export function CopyButton({ text, label = 'Copy', children }: { text: string; label?: string; children?: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <Button variant="ghost" size={children ? 'md' : 'icon'} onClick={copy} aria-label={children ? undefined : label}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {children}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </Button>
  );
}
