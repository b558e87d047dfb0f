import { Banner } from '@/components/ui/banner';

/** In practice mode no mail leaves the machine: says where it can be read. */
export function MailboxHint({ url }: { url: string | null }) {
  if (!url) return null;
  return (
    <Banner tone="practice">
      Practice mode: mail stays on this machine.{' '}
      <a href={url} target="_blank" rel="noreferrer" className="font-medium underline underline-offset-4">
        Open the mailbox
      </a>
    </Banner>
  );
}
