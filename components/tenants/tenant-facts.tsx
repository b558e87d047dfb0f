import { Fact, Facts } from '@/components/ui/facts';
import type { AdminTenant } from '@/lib/admin/tenant';
import { formatDay, formatWhen } from '@/lib/format/day';
import { formatMinutes } from '@/lib/format/duration';
import { formatNumber } from '@/lib/format/money';
import { formatPhone } from '@/lib/format/phone';

export function TenantFacts({ tenant, now }: { tenant: AdminTenant; now: Date }) {
  return (
    <Facts className="rounded-lg border bg-card p-4 sm:p-5">
      <Fact label="Numbers">
        {tenant.numbers.length > 0
          ? tenant.numbers.map((number) => <div key={number}>{formatPhone(number)}</div>)
          : 'None'}
      </Fact>
      <Fact label="Live version">{tenant.liveVersion ?? 'Never published'}</Fact>
      <Fact label="Calls in progress">{formatNumber(tenant.liveCalls)}</Fact>
      <Fact label="Calls, 30 days">{formatNumber(tenant.calls)}</Fact>
      <Fact label="Talk time, 30 days">{formatMinutes(tenant.callSeconds)}</Fact>
      <Fact label="Last call">{tenant.lastCallAt ? `${formatWhen(tenant.lastCallAt, 'UTC', now)} UTC` : 'Never'}</Fact>
      <Fact label="With us since">{formatDay(tenant.createdAt, 'UTC')}</Fact>
      <Fact label="ID" mono>
        {tenant.id}
      </Fact>
    </Facts>
  );
}
