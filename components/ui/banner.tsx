import { CircleAlert, FlaskConical, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const tones = {
  info: { style: 'bg-brand-surface text-brand-foreground', Icon: Info },
  practice: { style: 'bg-waiting-surface text-waiting-foreground', Icon: FlaskConical },
  waiting: { style: 'bg-waiting-surface text-waiting-foreground', Icon: TriangleAlert },
  danger: { style: 'bg-danger-surface text-danger-foreground', Icon: CircleAlert },
};

type Props = {
  tone?: keyof typeof tones;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
  role?: 'status' | 'alert';
};

export function Banner({ tone = 'info', action, children, className, role }: Props) {
  const { style, Icon } = tones[tone];
  return (
    <div role={role} className={cn('flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-meta', style, className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 grow">{children}</div>
      {action}
    </div>
  );
}
