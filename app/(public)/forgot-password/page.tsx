import type { Metadata } from 'next';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { MailSent } from '@/components/auth/mail-sent';
import { Form, TextField } from '@/components/ui/form';
import { practiceMailboxUrl } from '@/lib/portal/practice';
import { forgotPassword } from './actions';

export const metadata: Metadata = { title: 'Forgot the password' };

const sent =
  'If there is an account with this address, a link to choose a new password is in its mailbox. It works once, for 30 minutes.';

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgot the password?"
      help="We send a link to choose a new one."
      footer={<TextLink href="/sign-in">Back to sign in</TextLink>}
    >
      <Form
        action={forgotPassword}
        submit="Send the link"
        done={<MailSent mailboxUrl={practiceMailboxUrl()}>{sent}</MailSent>}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" autoFocus />
      </Form>
    </AuthCard>
  );
}
