'use client';

import { createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from './cn';
import { Label } from './label';

type FieldAria = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true };

const FieldContext = createContext<FieldAria | null>(null);

/** What a control inside a Field needs to be named, described and marked as wrong. */
export function useFieldAria(): Partial<FieldAria> {
  return useContext(FieldContext) ?? {};
}

const ErrorsContext = createContext<Record<string, string>>({});

/** Errors by field name: every Field and SettingRow below with that `name` shows its own. */
export function FieldErrors({ errors, children }: { errors?: Record<string, string>; children: ReactNode }) {
  return <ErrorsContext value={errors ?? {}}>{children}</ErrorsContext>;
}

export function useFieldError(name: string | undefined, error: string | undefined): string | undefined {
  const errors = useContext(ErrorsContext);
  return error ?? (name ? errors[name] : undefined);
}

export type FieldText = { label: ReactNode; help?: ReactNode; error?: string; required?: boolean; name?: string };

export function useField({ help, error, required }: Omit<FieldText, 'label' | 'name'>) {
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : null, help ? helpId : null].filter(Boolean).join(' ');
  const aria: FieldAria = {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required ? true : undefined,
  };

  return { aria, helpId, errorId };
}

export function FieldScope({ aria, children }: { aria: FieldAria; children: ReactNode }) {
  return <FieldContext value={aria}>{children}</FieldContext>;
}

export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={id} className="text-danger-foreground text-meta">
      {children}
    </p>
  );
}

type Props = FieldText & { children: ReactNode; aside?: ReactNode; className?: string };

/** Label above, control, help below, error last. The control inside wires itself by context. */
export function Field({ label, help, error: given, required, name, aside, children, className }: Props) {
  const error = useFieldError(name, given);
  const { aria, helpId, errorId } = useField({ help, error, required });

  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <Label htmlFor={aria.id}>{label}</Label>
        {aside}
      </div>
      <FieldScope aria={aria}>{children}</FieldScope>
      {help && (
        <p id={helpId} className="text-meta text-muted-foreground">
          {help}
        </p>
      )}
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  );
}
