import type { LeftVoicemail } from '@/lib/voicemail/voicemail';

type Props = { left: LeftVoicemail | null; folder: string };

/** Where a message was spoken after the tone: the sound of it. */
export function Voicemail({ left, folder }: Props) {
  if (!left) return null;
  if (left.state === 'lost') {
    return <p className="text-meta text-muted-foreground">The sound of it could not be fetched from the carrier.</p>;
  }
  if (left.state === 'pending') {
    return <p className="text-meta text-muted-foreground">The sound is being fetched. It will be here in a moment.</p>;
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: the words stand above it where anybody could write them down
    <audio
      controls
      preload="none"
      src={`${folder}/${left.id}`}
      aria-label={`Voicemail, ${left.seconds} seconds`}
      className="mt-1 h-10 w-full max-w-md"
    />
  );
}
