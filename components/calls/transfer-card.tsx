import { PhoneForwarded } from 'lucide-react';
import { Status, type StatusTone } from '@/components/ui/status';
import type { TransferStatus } from '@/lib/contracts/transfer';
import { formatTime } from '@/lib/format/day';
import { formatDuration } from '@/lib/format/duration';
import { describeTransfer } from '@/lib/transfer/describe';
import type { ShownTransfer } from '@/lib/transfer/transfer';

const tones: Record<TransferStatus, StatusTone> = {
  asked: 'waiting',
  ringing: 'waiting',
  accepted: 'live',
  completed: 'neutral',
  declined: 'waiting',
  voicemail: 'brand',
  no_answer: 'waiting',
  busy: 'waiting',
  failed: 'danger',
  cancelled: 'neutral',
};

/** Whom the caller was connected to, or was not, and why. */
export function TransferCard({ transfer, timeZone }: { transfer: ShownTransfer; timeZone: string }) {
  const { label, status, askedAt, seconds } = transfer;
  const { word, sentence } = describeTransfer(transfer);

  return (
    <section aria-label={`Transfer to ${label}`} className="flex gap-3 rounded-lg border bg-card p-4 sm:p-5">
      <PhoneForwarded className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="break-words font-semibold text-body">Transfer to {label}</h2>
          <Status tone={tones[status]}>{word}</Status>
        </div>
        <p className="max-w-[65ch] text-body">{sentence}</p>
        <p className="text-meta text-muted-foreground tabular-nums">
          <time dateTime={askedAt}>{formatTime(askedAt, timeZone)}</time>
          {seconds !== null && ` · talked for ${formatDuration(seconds)}`}
        </p>
      </div>
    </section>
  );
}
