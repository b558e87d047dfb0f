import type { Metadata } from 'next';
import { AuthCard, TextLink } from '@/components/auth/auth-card';
import { TimeZoneField } from '@/components/auth/time-zone-field';
import { UnavailablePage } from '@/components/shell/unavailable-page';
import { Field } from '@/components/ui/field';
import { Form, TextField } from '@/components/ui/form';
import { NativeSelect } from '@/components/ui/native-select';
import { defaultIdentity, type Identity, industries } from '@/lib/contracts/identity';
import { orNullWhenAway } from '@/lib/portal/or-null-when-away';
import { homePath, requireUser } from '@/lib/portal/session';
import { nameBusiness } from './actions';

export const metadata: Metadata = { title: 'Your business' };

const industryNames: Record<Identity['industry'], string> = {
  dental: 'Dental practice',
  plumbing: 'Plumbing and repairs',
  salon: 'Salon',
  restaurant: 'Restaurant',
  legal: 'Law office',
  realestate: 'Real estate',
  other: 'Something else',
};

export default async function WelcomePage() {
  const home = await orNullWhenAway(async () => homePath(await requireUser()));
  if (home === null) return <UnavailablePage />;

  return (
    <AuthCard
      title="What is your business called?"
      help="Your receptionist says this name when it answers. Everything can be changed later."
      footer={home !== '/welcome' && <TextLink href={home}>Back to your portal</TextLink>}
    >
      <Form action={nameBusiness} submit="Continue">
        <TextField label="Business name" name="businessName" autoComplete="organization" maxLength={80} autoFocus />
        <Field label="What do you do?" name="industry">
          <NativeSelect
            name="industry"
            defaultValue="other"
            choices={industries.map((value) => ({ value, label: industryNames[value] }))}
          />
        </Field>
        <TimeZoneField name="timeZone" zones={Intl.supportedValuesOf('timeZone')} fallback={defaultIdentity.timeZone} />
      </Form>
    </AuthCard>
  );
}
