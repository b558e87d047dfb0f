import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { Banner } from '@/components/ui/banner';
import { buttonStyle } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page-header';
import { CostSplit } from '@/components/usage/cost-split';
import { MonthSteps } from '@/components/usage/month-steps';
import { monthWords } from '@/components/usage/month-words';
import { NumberTable } from '@/components/usage/number-table';
import { PlanCard } from '@/components/usage/plan-card';
import { UsageChart } from '@/components/usage/usage-chart';
import { UsageEmpty } from '@/components/usage/usage-empty';
import { UsageFigures } from '@/components/usage/usage-figures';
import { practiceMailboxUrl } from '@/lib/portal/practice';
import { requireMember } from '@/lib/portal/session';
import { sumUsage } from '@/lib/usage/usage';
import { gatherUsage } from './gather';

export const metadata: Metadata = { title: 'Usage' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ month?: string | string[] }> };

export default async function UsagePage({ params, searchParams }: Props) {
  const [{ tenant: slug }, asked] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug, 'manager');
  const found = await gatherUsage(member, [asked.month ?? ''].flat()[0], new Date());
  const { month, isPresent, timeZone, used, days, numbers, labels, forecast, plan } = found;

  const path = `/${slug}/usage`;
  const total = sumUsage(used);
  return (
    <Page>
      <PageHeader
        title="Usage"
        badge={<MonthSteps path={path} previous={month.previous} next={isPresent ? null : month.next} />}
        help={`${monthWords(month.name)}, days in ${timeZone}.`}
        actions={
          used.length > 0 && (
            <a href={`${path}/export?month=${month.name}`} download className={buttonStyle()}>
              <Download aria-hidden /> Export
            </a>
          )
        }
      />
      {practiceMailboxUrl() && (
        <Banner tone="practice">
          Practice mode: whatever is practised here costs nothing. It is counted at the prices of real accounts.
        </Banner>
      )}
      {plan && <PlanCard {...plan} />}
      {total.unpriced > 0 && <Unpriced count={total.unpriced} />}
      {used.length === 0 ? (
        <UsageEmpty words={monthWords(month.name)} isPresent={isPresent} path={path} testHref={`/${slug}/test`} />
      ) : (
        <>
          <UsageFigures total={total} forecast={forecast} />
          <UsageChart days={days} used={used} />
          <CostSplit cost={total} />
          <NumberTable numbers={numbers} labels={labels} />
        </>
      )}
    </Page>
  );
}

function Unpriced({ count }: { count: number }) {
  return (
    <Banner tone="waiting">
      {count === 1 ? 'One entry is' : `${count} entries are`} of a model that has no price here, and in none of these
      sums.
    </Banner>
  );
}
