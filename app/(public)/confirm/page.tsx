import type { Metadata } from 'next';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { Form } from '@/components/ui/form';
import { confirm } from './actions';

export const metadata: Metadata = { title: 'Confirm your e-mail' };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** A button, not the visit itself, spends the link: mail scanners visit links too. */
export default async function ConfirmPage({ searchParams }: Props) {
  const token = [(await searchParams).token ?? ''].flat()[0];

  return (
    <AuthCard
      title="Confirm your e-mail"
      help="One press, and the address is yours here."
      footer={
        <>
          Confirmed already? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <Form action={confirm} submit="Confirm my e-mail">
        <input type="hidden" name="token" value={token} />
      </Form>
    </AuthCard>
  );
}
