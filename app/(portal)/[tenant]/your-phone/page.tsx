import type { Metadata } from 'next';
import Link from 'next/link';
import { OwnPhoneCard } from '@/components/own-phone/own-phone-card';
import { Banner } from '@/components/ui/banner';
import { buttonStyle } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page-header';
import { requireMember } from '@/lib/portal/session';
import { checkCode, removePhone, sendCode } from './actions';
import { callIn, gatherOwnPhone } from './gather';

export const metadata: Metadata = { title: 'Your phone' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ call?: string | string[] }> };

export default async function YourPhonePage({ params, searchParams }: Props) {
  const [{ tenant: slug }, { call }] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug, 'staff');
  const { phone, isCodeOpen, problem, hasLine } = await gatherOwnPhone(member);
  const from = callIn(call);

  return (
    <Page width="settings">
      <PageHeader
        title="Your phone"
        help={`It rings when you take over a call of ${member.tenant.name}. Nobody else sees the number: not your team, not the caller, not the receptionist.`}
        actions={
          from && (
            <Link href={`/${slug}/calls/${from}`} className={buttonStyle()}>
              Back to the call
            </Link>
          )
        }
      />
      {!hasLine && (
        <Banner tone="waiting">
          The business has no number yet, so no code can be sent. Get a number first, then come back.
        </Banner>
      )}
      <OwnPhoneCard
        key={`${phone?.number} ${phone?.isVerified} ${isCodeOpen}`}
        phone={phone}
        isCodeOpen={isCodeOpen}
        problem={problem}
        mayChange={hasLine && member.tenant.status === 'active'}
        send={sendCode.bind(null, slug)}
        check={checkCode.bind(null, slug)}
        remove={removePhone.bind(null, slug)}
      />
    </Page>
  );
}
