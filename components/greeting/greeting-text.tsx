'use client';

import { useRef } from 'react';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { type GreetingPlaceholder, greetingPlaceholders } from '@/lib/contracts/greeting';

type Props = {
  label: string;
  help?: string;
  name: string;
  value: string;
  maxLength: number;
  placeholder?: string;
  /** Offers the words that are filled in for each call. */
  withChips?: boolean;
  onChange: (text: string) => void;
};

const chipLabels: Record<GreetingPlaceholder, string> = {
  business: 'Business name',
  agent: "Agent's name",
  time_of_day: 'Time of day',
  caller_name: "Caller's name",
};

/** A text with chips that put a placeholder where the cursor stands. */
export function GreetingText({ label, help, name, value, maxLength, placeholder, withChips, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);

  function insert(word: GreetingPlaceholder) {
    const box = place.current?.querySelector('textarea');
    const [from, to] = box ? [box.selectionStart, box.selectionEnd] : [value.length, value.length];
    onChange(`${value.slice(0, from)}{${word}}${value.slice(to)}`);
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + word.length + 2, from + word.length + 2);
    });
  }

  return (
    <div ref={place} className="flex flex-col gap-2">
      <Field
        label={label}
        help={help}
        name={name}
        aside={
          <span className="text-label text-muted-foreground tabular-nums">
            {value.length} of {maxLength}
          </span>
        }
      >
        <Textarea value={value} rows={2} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
      </Field>
      {withChips && (
        <div className="flex flex-wrap gap-1.5">
          {greetingPlaceholders.map((word) => (
            <button
              key={word}
              type="button"
              onClick={() => insert(word)}
              title={`Insert {${word}}`}
              className="inline-flex h-6 items-center rounded-sm border px-2 text-label text-muted-foreground transition-colors hover:bg-muted hover:text-foreground pointer-coarse:h-9"
            >
              + {chipLabels[word]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
