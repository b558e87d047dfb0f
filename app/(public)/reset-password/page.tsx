import type { Metadata } from 'next';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { Form, TextField } from '@/components/ui/form';
import { resetPassword } from './actions';

export const metadata: Metadata = { title: 'Choose a new password' };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const token = [(await searchParams).token ?? ''].flat()[0];

  return (
    <AuthCard
      title="Choose a new password"
      help="It signs you out everywhere else."
      footer={<TextLink href="/forgot-password">Ask for a new link</TextLink>}
    >
      <Form action={resetPassword} submit="Save the password">
        <input type="hidden" name="token" value={token} />
        <TextField
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          help="At least 10 characters."
          autoFocus
        />
      </Form>
    </AuthCard>
  );
}
