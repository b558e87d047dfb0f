import { Banner } from '@/components/ui/banner';
import type { ClipReport } from '@/lib/contracts/clip';

/** Greetings that the voice would not say word for word. Empty while every one of them came out as written. */
export function ClipTrouble({ clips }: { clips: ClipReport[] }) {
  const failed = clips.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return null;

  return (
    <Banner tone="waiting" role="status">
      <p className="font-medium">
        {failed.length === 1 ? 'One greeting' : `${failed.length} greetings`} could not be spoken word for word.
      </p>
      <p>
        The voice was asked three times and said something else, so nothing was kept. Callers hear it spoken live, a
        moment later and perhaps in other words. Writing it more plainly helps: numbers and names as they are said.
      </p>
      <ul className="mt-2 flex flex-col gap-2">
        {failed.map(({ words, said }) => (
          <li key={words}>
            <span className="block">Written: “{words}”</span>
            <span className="block">Said: {said ? `“${said}”` : 'nothing'}</span>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
