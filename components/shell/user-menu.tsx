'use client';

import { CircleUser, LogOut, ShieldCheck, UserCog } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';

export type Person = { name: string; email: string; admin: boolean };

type Props = { person: Person; signOut: () => Promise<void>; onDark?: boolean };

export function UserMenu({ person, signOut, onDark }: Props) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={cn(
          'flex h-10 min-w-0 grow items-center gap-2 rounded-md px-2 text-left pointer-coarse:h-11',
          onDark ? 'text-admin-sidebar-foreground hover:bg-admin-sidebar-accent' : 'hover:bg-muted',
        )}
      >
        <CircleUser className="size-4 shrink-0 opacity-70" aria-hidden />
        <span className="min-w-0 grow truncate text-meta">{person.name || person.email}</span>
        <span className="sr-only">Your menu</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-60">
        <DropdownMenuLabel className="truncate">{person.email}</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserCog aria-hidden /> Your account
          </Link>
        </DropdownMenuItem>
        {person.admin && (
          <DropdownMenuItem asChild>
            <Link href="/admin/tenants">
              <ShieldCheck aria-hidden /> Platform
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
