'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { defaultPersonality, type Personality } from '@/lib/contracts/personality';
import { type TraitText, traitGroups } from '@/lib/personality/trait-text';
import { headlineTraits, traits } from '@/lib/personality/traits';

type Props = { personality: Personality; slider: (text: TraitText) => ReactNode };

const finer = traits.filter(({ trait }) => !headlineTraits.some((headline) => headline === trait));

export function FineTune({ personality, slider }: Props) {
  const [open, setOpen] = useState(false);
  const moved = finer.filter(({ trait }) => personality[trait] !== defaultPersonality[trait]).length;

  return (
    <div className="border-t pt-4">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="fine-tune"
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-2 text-left font-medium text-body pointer-coarse:min-h-11"
      >
        <ChevronRight className={cn('size-4 text-muted-foreground', open && 'rotate-90')} aria-hidden />
        Fine tune
        <span className="font-normal text-meta text-muted-foreground tabular-nums">
          {finer.length} more{moved > 0 && `, ${moved} moved`}
        </span>
      </button>
      <div id="fine-tune" hidden={!open} className="flex flex-col gap-8 pt-5">
        {open &&
          traitGroups.map((group) => (
            <section key={group} aria-label={group} className="flex flex-col gap-4">
              <h3 className="font-semibold text-body">{group}</h3>
              <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
                {finer.filter((text) => text.group === group).map(slider)}
              </div>
            </section>
          ))}
      </div>
    </div>
  );
}
