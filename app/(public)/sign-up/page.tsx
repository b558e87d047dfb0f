import type { Metadata } from 'next';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { MailSent } from '@/components/auth/mail-sent';
import { Form, TextField } from '@/components/ui/form';
import { practiceMailboxUrl } from '@/lib/portal/practice';
import { signUp } from './actions';

export const metadata: Metadata = { title: 'Create an account' };

const sent = 'Check your mailbox: we sent a link that confirms your address. It works once, for 24 hours.';

export default function SignUpPage() {
  return (
    <AuthCard
      title="Create an account"
      help="Then name your business and talk with your receptionist, before any number or card."
      footer={
        <>
          Have an account? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <Form
        action={signUp}
        submit="Create the account"
        done={<MailSent mailboxUrl={practiceMailboxUrl()}>{sent}</MailSent>}
      >
        <TextField label="Your name" name="name" autoComplete="name" autoFocus />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          help="At least 10 characters."
        />
      </Form>
    </AuthCard>
  );
}
