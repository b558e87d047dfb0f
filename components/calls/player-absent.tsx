import { MicOff } from 'lucide-react';
import { formatDay } from '@/lib/format/day';
import { type CallRecording, whyNoSound } from '@/lib/recording/recording';

/** Says why a call that was to be recorded has no sound. */
export function NoSound({ recording, timeZone }: { recording: CallRecording; timeZone: string }) {
  const reason = whyNoSound(recording);
  if (!reason) return null;
  return (
    <p className="flex items-start gap-2 rounded-lg border bg-card p-4 text-meta text-muted-foreground sm:p-5">
      <MicOff className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>
        {reason}
        {recording.state === 'expired' && ` That was on ${formatDay(recording.expiresAt, timeZone)}.`}
      </span>
    </p>
  );
}
