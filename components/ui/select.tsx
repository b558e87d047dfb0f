'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { cn } from './cn';
import { useFieldAria } from './field';
import { controlStyle } from './input';

export type Choice = { value: string; label: string; help?: string; disabled?: boolean };

type Props = {
  choices: Choice[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
};

export function Select({
  choices,
  value,
  defaultValue,
  onChange,
  name,
  placeholder,
  disabled,
  className,
  ...rest
}: Props) {
  return (
    <Radix.Root value={value} defaultValue={defaultValue} onValueChange={onChange} name={name} disabled={disabled}>
      <Radix.Trigger
        className={cn(
          controlStyle,
          'flex h-9 items-center justify-between gap-2 text-left pointer-coarse:h-11',
          className,
        )}
        {...useFieldAria()}
        {...rest}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown className="size-4 shrink-0 text-muted-foreground" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border bg-card shadow-float duration-160 data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          <Radix.Viewport className="p-1">
            {choices.map((choice) => (
              <ChoiceRow key={choice.value} {...choice} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function ChoiceRow({ value, label, help, disabled }: Choice) {
  return (
    <Radix.Item
      value={value}
      disabled={disabled}
      className="relative flex min-h-8 cursor-default select-none flex-col justify-center rounded-sm py-1.5 pr-8 pl-2 text-body outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-muted pointer-coarse:min-h-11"
    >
      <Radix.ItemText>{label}</Radix.ItemText>
      {help && <span className="text-meta text-muted-foreground">{help}</span>}
      <Radix.ItemIndicator className="absolute right-2">
        <Check className="size-4" aria-hidden />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
