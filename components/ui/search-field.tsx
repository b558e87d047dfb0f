'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useTransition } from 'react';
import { cn } from './cn';
import { controlStyle } from './input';
import { type ListParams, listHref, paramsIn } from './list-href';

const settleMs = 300;

type Props = { path: string; params: ListParams; name?: string; label: string; className?: string };

/** Searches as one types by changing the address; without script it is a plain form. */
export function SearchField({ path, params, name = 'q', label, className }: Props) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What is searched may have changed since the first letter, by a filter that was taken away. */
  const list = useRef({ path, params });
  const current = [params[name] ?? ''].flat()[0];

  useEffect(() => {
    list.current = { path, params };
  }, [path, params]);

  useEffect(() => () => clearTimeout(timer.current), []);

  // The address was changed from elsewhere, by "Clear filters" for one.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = current ?? '';
  }, [current]);

  function search(text: string, afterMs = settleMs) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const href = listHref(list.current.path, list.current.params, { [name]: text.trim() });
      startTransition(() => router.replace(href, { scroll: false }));
    }, afterMs);
  }

  function searchNow(event: FormEvent) {
    event.preventDefault();
    search(input.current?.value ?? '', 0);
  }

  return (
    <search className={cn('relative w-full sm:w-64', className)}>
      <form action={path} onSubmit={searchNow}>
        {paramsIn(listHref(path, params, { [name]: null })).map(([kept, value]) => (
          <input key={`${kept}=${value}`} type="hidden" name={kept} value={value} />
        ))}
        <Search
          className={cn(
            'absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground',
            busy && 'opacity-40',
          )}
          aria-hidden
        />
        <input
          ref={input}
          type="search"
          name={name}
          defaultValue={current}
          onChange={(event) => search(event.target.value)}
          aria-label={label}
          placeholder={label}
          className={cn(controlStyle, 'h-8 pl-8 pointer-coarse:h-11')}
        />
      </form>
    </search>
  );
}
