import Link from 'next/link';
import type { ReactNode } from 'react';
import { BrandMark } from '@/components/shell/brand-mark';

type Props = { title: string; help?: ReactNode; children: ReactNode; footer?: ReactNode };

export function AuthCard({ title, help, children, footer }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-12 sm:justify-center sm:py-16">
      <div className="flex w-full max-w-[360px] flex-col gap-6">
        <Link href="/" className="flex self-start rounded-sm">
          <BrandMark />
        </Link>
        <div className="flex flex-col gap-1">
          <h1 className="text-title">{title}</h1>
          {help && <p className="text-body text-muted-foreground">{help}</p>}
        </div>
        {children}
        {footer && <p className="text-body text-muted-foreground">{footer}</p>}
      </div>
    </main>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm font-medium text-brand-foreground underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
