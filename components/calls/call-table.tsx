import { Badge } from '@/components/ui/badge';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { NearLink } from '@/components/ui/near-link';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { describeEndReason, talkSeconds } from '@/lib/call/outcome';
import type { CallSummary } from '@/lib/call/summary';
import { formatWhen } from '@/lib/format/day';
import { formatDuration } from '@/lib/format/duration';
import { formatPhone } from '@/lib/format/phone';
import { CallOutcome } from './call-outcome';
import { callerName } from './call-words';

type Props = {
  calls: CallSummary[];
  path: string;
  params: ListParams;
  openCallId: string | null;
  timeZone: string;
  now: Date;
  /** Only where there are several to tell apart. */
  showNumber: boolean;
};

export function CallTable({ calls, path, params, openCallId, timeZone, now, showNumber }: Props) {
  return (
    <Table>
      <caption className="sr-only">Calls, newest first. Times are in {timeZone}.</caption>
      <TableHeader>
        <TableRow>
          <TableHead>Caller</TableHead>
          <TableHead className="hidden sm:table-cell">When</TableHead>
          <TableHead>Outcome</TableHead>
          <TableHead className="hidden lg:table-cell">How it ended</TableHead>
          {showNumber && <TableHead className="hidden md:table-cell">Number</TableHead>}
          <TableHead numeric className="hidden sm:table-cell">
            Length
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {calls.map((call) => (
          <CallRow
            key={call.id}
            call={call}
            href={listHref(path, params, { call: call.id })}
            selected={call.id === openCallId}
            {...{ timeZone, now, showNumber }}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type RowProps = Pick<Props, 'timeZone' | 'now' | 'showNumber'> & { call: CallSummary; href: string; selected: boolean };

function CallRow({ call, href, selected, timeZone, now, showNumber }: RowProps) {
  const seconds = talkSeconds(call, now);
  const length = seconds === null ? '–' : formatDuration(seconds);
  const when = formatWhen(call.startedAt, timeZone, now);
  return (
    <TableRow selected={selected}>
      <TableCell className="whitespace-nowrap">
        <NearLink href={href} scroll={false} className="font-medium tabular-nums after:absolute after:inset-0">
          {callerName(call)}
        </NearLink>
        {call.isTest && call.channel !== 'browser' && (
          <Badge tone="outline" className="ml-2">
            Test
          </Badge>
        )}
        {call.title && <span className="block max-w-36 truncate text-muted-foreground sm:max-w-60">{call.title}</span>}
        <span className="block text-muted-foreground tabular-nums sm:hidden">
          {when} · {length}
        </span>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap tabular-nums sm:table-cell">
        <time dateTime={call.startedAt}>{when}</time>
      </TableCell>
      <TableCell>
        <CallOutcome call={call} />
      </TableCell>
      <TableCell className="hidden max-w-60 truncate text-muted-foreground lg:table-cell">
        {describeEndReason(call.endReason)}
      </TableCell>
      {showNumber && (
        <TableCell className="hidden whitespace-nowrap tabular-nums md:table-cell">
          {call.dialedNumber ? formatPhone(call.dialedNumber) : ''}
        </TableCell>
      )}
      <TableCell numeric className="hidden sm:table-cell">
        {length}
      </TableCell>
    </TableRow>
  );
}
