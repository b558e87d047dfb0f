import { sectionLabels } from '@/components/agent/section-labels';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Change } from '@/lib/agent/changes';

type Props = { changes: Change[]; before: string; after: string };

export function ChangeTable({ changes, before, after }: Props) {
  return (
    <Table>
      <caption className="sr-only">
        What differs between {before} and {after}
      </caption>
      <TableHeader>
        <TableRow>
          <TableHead>Change</TableHead>
          <TableHead>{before}</TableHead>
          <TableHead>{after}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {changes.map((change) => (
          <TableRow key={`${change.section} ${change.sentence}`} className="align-top">
            <TableCell className="min-w-44 align-top">
              <span className="block text-label text-muted-foreground">{sectionLabels[change.section]}</span>
              {change.sentence}
            </TableCell>
            <TableCell className="min-w-40 whitespace-pre-wrap break-words align-top text-muted-foreground">
              {change.before || '–'}
            </TableCell>
            <TableCell className="min-w-40 whitespace-pre-wrap break-words align-top">{change.after || '–'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
