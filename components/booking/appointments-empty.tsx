import { CalendarDays } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { describeDate } from '@/lib/hours/schedule';

type Props = {
  tenantSlug: string;
  isEnabled: boolean;
  /** The week with the next appointment; null where there is none. */
  next: { date: string; href: string } | null;
};

export function AppointmentsEmpty({ tenantSlug, isEnabled, next }: Props) {
  if (next) {
    return (
      <Empty
        icon={CalendarDays}
        title="Nothing in this week"
        action={
          <Link href={next.href} className={buttonStyle()}>
            Go to {describeDate(next.date)}
          </Link>
        }
      >
        The next appointment is on {describeDate(next.date)}.
      </Empty>
    );
  }
  return (
    <Empty
      icon={CalendarDays}
      title="No appointments yet"
      action={
        <Link href={`/${tenantSlug}/agent/appointments`} className={buttonStyle()}>
          {isEnabled ? 'See what callers may book' : 'Let callers book'}
        </Link>
      }
    >
      {isEnabled
        ? 'What callers book on the telephone comes here by itself.'
        : 'Your receptionist can book, move and cancel appointments on the telephone.'}
    </Empty>
  );
}
