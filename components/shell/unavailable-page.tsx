import { ServiceUnavailable } from './service-unavailable';

export function UnavailablePage() {
  return (
    <main className="flex min-h-dvh">
      <ServiceUnavailable />
    </main>
  );
}
