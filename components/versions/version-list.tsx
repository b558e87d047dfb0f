'use client';

import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ActionResult } from '@/lib/contracts/action-result';
import { formatMoment } from '@/lib/format/day';
import type { VersionSummary } from '@/lib/version/version';
import { RestoreButton } from './restore-button';

type Props = {
  versions: VersionSummary[];
  timeZone: string;
  canRestore: boolean;
  restore: (input: { number: number }) => Promise<ActionResult<number>>;
};

export function VersionList({ versions, timeZone, canRestore, restore }: Props) {
  return (
    <Table>
      <caption className="sr-only">Versions, newest first</caption>
      <TableHeader>
        <TableRow>
          <TableHead>Version</TableHead>
          <TableHead>Published</TableHead>
          <TableHead className="max-md:hidden">By</TableHead>
          <TableHead className="w-full max-md:hidden">Note</TableHead>
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {versions.map((version, index) => {
          const { number, note, authorName, publishedAt, isLive } = version;
          return (
            <TableRow key={number}>
              <TableCell className="whitespace-nowrap font-medium tabular-nums">
                <span className="flex items-center gap-2">
                  {number} {isLive && <Status tone="live">Live</Status>}
                </span>
              </TableCell>
              <TableCell className="tabular-nums max-md:w-full md:whitespace-nowrap">
                {formatMoment(publishedAt, timeZone)}
                <span className="block text-muted-foreground md:hidden">
                  {[authorName, note].filter(Boolean).join(' · ')}
                </span>
              </TableCell>
              <TableCell className="max-w-40 truncate max-md:hidden">
                {authorName || 'Set up with the business'}
              </TableCell>
              <TableCell className="min-w-40 break-words text-muted-foreground max-md:hidden">{note}</TableCell>
              <TableCell>
                <span className="flex justify-end gap-1 max-md:flex-col max-md:items-end">
                  {versions[index + 1] && (
                    <Link
                      className={buttonStyle({ variant: 'ghost' })}
                      href={`?from=${versions[index + 1]?.number}&to=${number}`}
                      scroll={false}
                      aria-label={`Changes in version ${number}`}
                    >
                      Changes
                    </Link>
                  )}
                  {canRestore && !isLive && <RestoreButton number={number} restore={restore} />}
                </span>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
