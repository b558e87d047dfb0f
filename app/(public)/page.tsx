import { CalendarClock, PhoneCall, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { BrandMark } from '@/components/shell/brand-mark';
import { ThemeToggle } from '@/components/shell/theme-toggle';
import { Button } from '@/components/ui/button';

const promises = [
  {
    icon: SlidersHorizontal,
    title: 'Sounds like your front desk',
    text: 'Thirty sliders from warmth to caution, each with the sentence it adds. You read exactly what it is told.',
  },
  {
    icon: PhoneCall,
    title: 'Talk to it before callers do',
    text: 'Call your draft from the browser. Publish when it says what you would say; every version can be restored.',
  },
  {
    icon: CalendarClock,
    title: 'Every call, written down',
    text: 'Who rang, what they wanted, what was said, while it happens. What a caller did not hear is marked.',
  },
];

const script = [
  ['Agent', 'Bright Smile Dental, this is Ava, the virtual receptionist. How can I help?'],
  ['Caller', 'Are you open on Saturday?'],
  ['Agent', 'Yes, from nine until one. Shall I take your name, so that somebody calls you back with a time?'],
];

export default function LandingPage() {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[1120px] flex-col px-4 sm:px-8">
      <header className="flex h-16 items-center justify-between">
        <BrandMark />
        <div className="flex items-center gap-2">
          <ThemeToggle />
          <Button asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
      </header>
      <main className="flex grow flex-col justify-center gap-16 py-12">
        <section className="grid items-center gap-10 lg:grid-cols-[1fr_26rem] lg:gap-16">
          <div className="flex flex-col items-start gap-5">
            <h1 className="max-w-[18ch] font-semibold text-[2.5rem] leading-[1.1] tracking-[-0.03em] sm:text-[3.25rem]">
              Your phone, answered the way you would.
            </h1>
            <p className="max-w-prose text-base text-muted-foreground">
              Foyer is a receptionist that picks up at once, knows your hours and your rules, takes messages, and writes
              every call down.
            </p>
            <Button asChild variant="primary" size="form">
              <Link href="/sign-up">Create an account</Link>
            </Button>
          </div>
          <ExampleCall />
        </section>
        <ul className="grid gap-8 border-t pt-10 sm:grid-cols-3">
          {promises.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex flex-col gap-2">
              <Icon className="size-4 text-muted-foreground" aria-hidden />
              <h2 className="font-semibold text-body">{title}</h2>
              <p className="text-body text-muted-foreground">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="py-6 text-meta text-muted-foreground">
        Callers are told that they speak with a virtual receptionist.
      </footer>
    </div>
  );
}

function ExampleCall() {
  return (
    <figure className="rounded-lg border bg-card p-5">
      <figcaption className="mb-4 text-label text-muted-foreground">An example call</figcaption>
      <dl className="flex flex-col gap-4">
        {script.map(([speaker, words]) => (
          <div key={words} className="grid grid-cols-[4rem_1fr] gap-3">
            <dt className="pt-px text-label text-muted-foreground">{speaker}</dt>
            <dd className="text-body">{words}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
