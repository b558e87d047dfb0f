export const contentId = 'content';

export function SkipLink() {
  return (
    <a
      href={`#${contentId}`}
      className="sr-only z-60 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to the content
    </a>
  );
}
