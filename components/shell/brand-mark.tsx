import { cn } from '@/components/ui/cn';

/** A door ajar. */
export function BrandMark({ className, word = true }: { className?: string; word?: boolean }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold text-body', className)}>
      <svg viewBox="0 0 20 20" className="size-5 shrink-0" fill="none" aria-hidden="true">
        <rect x="1" y="1" width="18" height="18" rx="5" fill="currentColor" opacity="0.14" />
        <path d="M6 16V5.5A1.5 1.5 0 0 1 7.5 4h5A1.5 1.5 0 0 1 14 5.5V16" stroke="currentColor" strokeWidth="1.5" />
        <path d="M4 16h12" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        <circle cx="11.5" cy="10.5" r="1" fill="currentColor" />
      </svg>
      {word ? 'Foyer' : <span className="sr-only">Foyer</span>}
    </span>
  );
}
