import Link from 'next/link';
import { Status } from '@/components/ui/status';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AdminTenant } from '@/lib/admin/tenant';
import { formatWhen } from '@/lib/format/day';
import { formatMinutes } from '@/lib/format/duration';
import { formatNumber } from '@/lib/format/money';
import { formatPhone } from '@/lib/format/phone';
import { TenantStatus } from './tenant-status';

export function TenantTable({ tenants, now }: { tenants: AdminTenant[]; now: Date }) {
  return (
    <Table>
      <caption className="sr-only">Tenants by name</caption>
      <TableHeader>
        <TableRow>
          <TableHead>Tenant</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden md:table-cell">Numbers</TableHead>
          <TableHead className="hidden sm:table-cell">In progress</TableHead>
          <TableHead numeric className="hidden sm:table-cell">
            Calls
          </TableHead>
          <TableHead numeric className="hidden md:table-cell">
            Talk time
          </TableHead>
          <TableHead className="hidden lg:table-cell">Last call</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tenants.map((tenant) => (
          <TenantRow key={tenant.id} tenant={tenant} now={now} />
        ))}
      </TableBody>
    </Table>
  );
}

function TenantRow({ tenant, now }: { tenant: AdminTenant; now: Date }) {
  const [first, ...others] = tenant.numbers;
  return (
    <TableRow>
      <TableCell>
        {/* Opening a tenant is recorded, so it is never fetched ahead. */}
        <Link
          href={`/admin/tenants/${tenant.slug}`}
          prefetch={false}
          className="font-medium after:absolute after:inset-0"
        >
          {tenant.name}
        </Link>
        <span className="block text-muted-foreground sm:hidden">
          {formatNumber(tenant.calls)} calls · {formatMinutes(tenant.callSeconds)}
        </span>
      </TableCell>
      <TableCell>
        <TenantStatus status={tenant.status} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap tabular-nums md:table-cell">
        {first ? formatPhone(first) : <span className="text-muted-foreground">None</span>}
        {others.length > 0 && <span className="text-muted-foreground"> and {others.length} more</span>}
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        {tenant.liveCalls > 0 ? (
          <Status tone="live" pulse>
            {formatNumber(tenant.liveCalls)}
          </Status>
        ) : (
          <span className="text-muted-foreground">None</span>
        )}
      </TableCell>
      <TableCell numeric className="hidden sm:table-cell">
        {formatNumber(tenant.calls)}
      </TableCell>
      <TableCell numeric className="hidden md:table-cell">
        {formatMinutes(tenant.callSeconds)}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap lg:table-cell">
        {tenant.lastCallAt ? (
          formatWhen(tenant.lastCallAt, 'UTC', now)
        ) : (
          <span className="text-muted-foreground">Never</span>
        )}
      </TableCell>
    </TableRow>
  );
}
