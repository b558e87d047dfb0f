import { Status } from '@/components/ui/status';
import { describeCall } from '@/lib/call/outcome';
import type { CallSummary } from '@/lib/call/summary';

export function CallOutcome({ call }: { call: Pick<CallSummary, 'status' | 'outcome'> }) {
  const { label, tone, inProgress } = describeCall(call);
  return (
    <Status tone={tone} pulse={inProgress}>
      {label}
    </Status>
  );
}
