'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Fact, Facts } from '@/components/ui/facts';
import { NativeSelect } from '@/components/ui/native-select';
import type { ActionResult } from '@/lib/contracts/action-result';
import { formatMoney, formatNumber } from '@/lib/format/money';
import { countableQuotas, type Plan, type TenantPlan as Taken } from '@/lib/plan/plan';

type Props = {
  tenant: { id: string; name: string };
  taken: Taken;
  plans: Plan[];
  setPlan: (input: { tenantId: string; planId: string }) => Promise<ActionResult>;
};

/** The plan of a business as the platform's admins see and change it. */
export function TenantPlan({ tenant, taken, plans, setPlan }: Props) {
  const { plan } = taken;
  const [chosen, setChosen] = useState(plan.id);
  const [busy, begin] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    begin(async () => {
      const result = await setPlan({ tenantId: tenant.id, planId: chosen });
      if (result.ok) toast.success(`${tenant.name} has a new plan. Its managers can see it.`);
      else toast.error(result.message);
    });
  }

  return (
    <Card
      title="Plan"
      help="A smaller plan takes nothing away: what is there stays, and no more is added."
      action={
        <form onSubmit={submit} className="flex flex-wrap items-center justify-end gap-2">
          <NativeSelect
            aria-label="Plan"
            choices={plans.map(({ id, name, microDollars }) => ({
              value: id,
              label: `${name}, ${formatMoney(microDollars)} a month`,
            }))}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className="h-8"
          />
          <Button type="submit" busy={busy} disabled={chosen === plan.id}>
            Set plan
          </Button>
        </form>
      }
    >
      <Facts>
        <Fact label="Plan">{plan.name}</Fact>
        <Fact label="Minutes included">{formatNumber(plan.includedMinutes)}</Fact>
        <Fact label="Calls at once">{formatNumber(plan.mostCallsAtOnce)}</Fact>
        {countableQuotas(taken).map(({ name, used, most }) => (
          <Fact key={name} label={name}>
            {formatNumber(used)} of {formatNumber(most)}
          </Fact>
        ))}
      </Facts>
    </Card>
  );
}
