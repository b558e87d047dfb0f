/** Motion of the things that float: opacity and at most 4 px, exits faster than entrances. */
export const backdropStyle =
  'fixed inset-0 z-50 bg-black/40 duration-200 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-120 data-[state=open]:animate-in data-[state=open]:fade-in-0';

export const floatStyle =
  'z-50 rounded-lg border bg-card text-foreground shadow-float outline-none duration-160 ease-calm data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-100 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[side=bottom]:slide-in-from-top-1 data-[side=top]:slide-in-from-bottom-1';

export const dialogStyle =
  'fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-lg border bg-card p-5 shadow-float outline-none duration-200 ease-calm data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-120 data-[state=open]:animate-in data-[state=open]:fade-in-0';
