import type { Identity } from '@/lib/contracts/identity';
import { sizeOfText } from '@/lib/text/segments';
import { optOutNote, renderText } from '@/lib/text/template';

type Props = { words: string; title: string; identity: Identity; link: string; isReply: boolean };

/** The text as it arrives, and what it counts as. */
export function TextPreview({ words, title, identity, link, isReply }: Props) {
  const values = { business: identity.businessName, agent: identity.agentName, address: identity.address, link };
  const plain = renderText(words, { ...values, caller_name: isReply ? '' : 'Maria' });
  const isFirst = !isReply && plain !== '' && !/\bstop\b/i.test(plain);
  const body = isFirst ? `${plain}${optOutNote}` : plain;
  const { segments, places, encoding, unusual } = sizeOfText(body);

  return (
    <section
      aria-label="Preview"
      className="flex flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5 lg:sticky lg:top-6"
    >
      <div className="flex flex-col gap-0.5">
        <h2 className="font-semibold text-body">As it arrives</h2>
        <p className="break-words text-meta text-muted-foreground">{title}</p>
      </div>
      {body ? (
        <p className="max-w-full whitespace-pre-line break-words rounded-lg rounded-bl-none bg-muted px-3 py-2 text-body">
          {body}
        </p>
      ) : (
        <p className="text-body text-muted-foreground">
          {isReply ? 'Nothing is answered.' : 'Write the words to see them here.'}
        </p>
      )}
      <p role="status" className="text-meta text-muted-foreground tabular-nums">
        {segments === 0
          ? ''
          : `Counts as ${segments === 1 ? 'one text' : `${segments} texts`} (${places} ${encoding === 'GSM-7' ? 'plain' : 'special'} characters).`}
      </p>
      {unusual.length > 0 && (
        <p className="text-meta text-waiting-foreground">
          {`${unusual.slice(0, 5).join(' ')} ${unusual.length === 1 ? 'is' : 'are'} outside the plain alphabet of texts: one text then holds 70 characters, not 160.`}
        </p>
      )}
      {isFirst && (
        <p className="text-meta text-muted-foreground">
          The first text that somebody gets says how to end them. STOP, START and HELP are always obeyed.
        </p>
      )}
    </section>
  );
}
