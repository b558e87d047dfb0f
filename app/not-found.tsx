import type { Metadata } from 'next';
import Link from 'next/link';
import { BadEnding } from '@/components/shell/bad-ending';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh">
      <BadEnding
        title="There is nothing here"
        action={
          <Button asChild>
            <Link href="/sign-in">Go to your portal</Link>
          </Button>
        }
      >
        The page does not exist, or it belongs to a business that you are not a member of.
      </BadEnding>
    </main>
  );
}
