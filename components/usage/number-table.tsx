import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatMinutes } from '@/lib/format/duration';
import { formatMoney, formatNumber } from '@/lib/format/money';
import { formatPhone } from '@/lib/format/phone';
import { inCents } from '@/lib/usage/cents';
import type { UsageOfNumber } from '@/lib/usage/usage';

type Props = { numbers: UsageOfNumber[]; labels: Record<string, string> };

/** What each number cost, the dearest first; the cents add up to the month's. */
export function NumberTable({ numbers, labels }: Props) {
  const cents = inCents(numbers.map(({ microDollars }) => microDollars));

  return (
    <section aria-label="Cost per number" className="flex flex-col gap-3">
      <h2 className="font-semibold text-body">Per number</h2>
      <Table scrollLabel="Cost by number">
        <TableHeader>
          <TableRow>
            <TableHead>Number</TableHead>
            <TableHead numeric>Calls</TableHead>
            <TableHead numeric>Minutes</TableHead>
            <TableHead numeric>Cost</TableHead>
            <TableHead numeric className="max-sm:hidden">
              A call
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {numbers.map(({ number, isTest, isApart, calls, seconds }, place) => (
            <TableRow key={`${number} ${isTest} ${isApart}`}>
              <TableCell>
                <span className="whitespace-nowrap font-medium">{nameOf(number, isApart)}</span>
                <span className="block text-muted-foreground">{noteOf(isTest, isApart) ?? labels[number ?? '']}</span>
              </TableCell>
              <TableCell numeric>{isApart ? '–' : formatNumber(calls)}</TableCell>
              <TableCell numeric className="whitespace-nowrap">
                {isApart ? '–' : formatMinutes(seconds)}
              </TableCell>
              <TableCell numeric>{formatMoney(cents[place] ?? 0)}</TableCell>
              <TableCell numeric className="text-muted-foreground max-sm:hidden">
                {calls > 0 ? formatMoney(Math.round((cents[place] ?? 0) / calls)) : '–'}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function nameOf(number: string | null, isApart: boolean): string {
  if (number) return formatPhone(number);
  return isApart ? 'No number' : 'Browser';
}

function noteOf(isTest: boolean, isApart: boolean): string | null {
  if (isTest) return 'Test calls';
  return isApart ? 'Greetings, knowledge' : null;
}
