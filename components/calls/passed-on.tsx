import { Card } from '@/components/ui/card';

type Props = { label: string; isTalking: boolean };

/** In place of the controls while a caller is with somebody else: nobody of ours is on the line to be told anything. */
export function PassedOn({ label, isTalking }: Props) {
  return (
    <Card title={isTalking ? `With ${label}` : `Ringing ${label}`}>
      <p className="text-body">
        {isTalking
          ? 'The receptionist has left the call. It is over when one of the two hangs up.'
          : 'The caller is on hold. Whoever picks up presses 1 to take the call; otherwise the receptionist goes on.'}
      </p>
    </Card>
  );
}
