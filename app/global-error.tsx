'use client';

import './globals.css';

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh font-sans">
        <title>Service temporarily unavailable · Foyer</title>
        <main className="mx-auto flex max-w-md grow flex-col items-start justify-center gap-4 px-6 py-16">
          <h1 className="text-title">Service temporarily unavailable</h1>
          <p className="text-body text-muted-foreground">
            Something went wrong on our side. What you saved is safe. Try again in a minute.
          </p>
          <button type="button" onClick={reset} className="h-9 rounded-md border bg-card px-4 font-medium">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
