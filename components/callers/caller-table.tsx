import { NearLink } from '@/components/ui/near-link';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Caller } from '@/lib/caller/caller';
import { formatWhen } from '@/lib/format/day';
import { formatPhone } from '@/lib/format/phone';

type Props = { callers: (Caller & { lastReason: string })[]; path: string; timeZone: string; now: Date };

export function CallerTable({ callers, path, timeZone, now }: Props) {
  return (
    <Table>
      <caption className="sr-only">Callers, the latest first. Times are in {timeZone}.</caption>
      <TableHeader>
        <TableRow>
          <TableHead>Caller</TableHead>
          <TableHead className="hidden md:table-cell">Wanted last</TableHead>
          <TableHead className="hidden sm:table-cell">Last call</TableHead>
          <TableHead numeric>Calls</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {callers.map((caller) => (
          <TableRow key={caller.id}>
            <TableCell>
              <NearLink href={`${path}/${caller.id}`} className="font-medium after:absolute after:inset-0">
                {caller.name || formatPhone(caller.e164)}
              </NearLink>
              {caller.name && (
                <span className="block whitespace-nowrap text-muted-foreground tabular-nums">
                  {formatPhone(caller.e164)}
                </span>
              )}
              <span className="block text-muted-foreground tabular-nums sm:hidden">
                {formatWhen(caller.lastCallAt, timeZone, now)}
              </span>
            </TableCell>
            <TableCell className="hidden max-w-80 truncate text-muted-foreground md:table-cell">
              {caller.lastReason}
            </TableCell>
            <TableCell className="hidden whitespace-nowrap tabular-nums sm:table-cell">
              <time dateTime={caller.lastCallAt}>{formatWhen(caller.lastCallAt, timeZone, now)}</time>
            </TableCell>
            <TableCell numeric>{caller.calls}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
