import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { GoogleButton } from '@/components/auth/google-button';
import { UnavailablePage } from '@/components/shell/unavailable-page';
import { Banner } from '@/components/ui/banner';
import { Form, TextField } from '@/components/ui/form';
import { portalEnv } from '@/lib/platform/env';
import { orNullWhenAway } from '@/lib/portal/or-null-when-away';
import { safePath } from '@/lib/portal/safe-path';
import { findUser, homePath } from '@/lib/portal/session';
import { signIn } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const params = await searchParams;
  const next = safePath([params.next ?? params.callbackUrl].flat()[0], '');
  const home = await orNullWhenAway(findHome);
  if (home === null) return <UnavailablePage />;
  if (home) redirect(next || home);

  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here? <TextLink href="/sign-up">Create an account</TextLink>
        </>
      }
    >
      <Notice {...params} />
      <Form action={signIn} submit="Sign in">
        <input type="hidden" name="next" value={next} />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" autoFocus />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          aside={<TextLink href="/forgot-password">Forgot it?</TextLink>}
        />
      </Form>
      {portalEnv().google && <GoogleButton next={next || '/sign-in'} />}
    </AuthCard>
  );
}

/** An empty path: nobody is signed in. */
async function findHome(): Promise<string> {
  const user = await findUser();
  return user ? homePath(user) : '';
}

function Notice({ confirmed, reset, out, error }: Record<string, string | string[] | undefined>) {
  if (confirmed) return <Banner role="status">Your e-mail is confirmed. Sign in to start.</Banner>;
  if (reset)
    return (
      <Banner role="status">Your password is changed and every session is ended. Sign in with the new one.</Banner>
    );
  if (out) return <Banner role="status">You are signed out everywhere.</Banner>;
  if (error === 'google') {
    return (
      <Banner tone="danger" role="alert">
        Google did not vouch for this e-mail, or it has a password here already. Sign in with the password.
      </Banner>
    );
  }
  if (error)
    return (
      <Banner tone="danger" role="alert">
        That sign-in did not work. Try again.
      </Banner>
    );
  return null;
}
