'use client';

import { ChevronsUpDown, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';

export type TenantChoice = { slug: string; name: string };

/** Arrow keys and first letters choose; Enter goes there. */
export function TenantSwitcher({ current, tenants }: { current: TenantChoice; tenants: TenantChoice[] }) {
  const router = useRouter();

  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-muted pointer-coarse:h-11">
        <Monogram name={current.name} />
        <span className="min-w-0 grow truncate font-semibold text-body">{current.name}</span>
        <ChevronsUpDown className="size-4 shrink-0 text-muted-foreground" aria-hidden />
        <span className="sr-only">Change the business</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>Your businesses</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={current.slug} onValueChange={(slug) => router.push(`/${slug}`)}>
          {tenants.map(({ slug, name }) => (
            <DropdownMenuRadioItem key={slug} value={slug} textValue={name}>
              <Monogram name={name} />
              <span className="truncate">{name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/welcome">
            <Plus aria-hidden /> New business
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Monogram({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-6 shrink-0 items-center justify-center rounded-sm bg-primary font-semibold text-label text-primary-foreground"
    >
      {[...name][0]?.toUpperCase()}
    </span>
  );
}
