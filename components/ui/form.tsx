'use client';

import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from 'react';
import type { FormAction } from '@/lib/contracts/form-state';
import { Banner } from './banner';
import { Button } from './button';
import { cn } from './cn';
import { Field, FieldErrors } from './field';
import { Input } from './input';

const TypedContext = createContext<Record<string, string>>({});

type Props = {
  action: FormAction;
  submit: string;
  variant?: ComponentProps<typeof Button>['variant'];
  /** Takes the form's place once it succeeded; without it the answer stands under the form. */
  done?: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** A form that works before its script has loaded, keeps what was typed, and goes to the first field that is wrong. */
export function Form({ action, submit, variant = 'primary', done, children, className }: Props) {
  const [state, send, busy] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  const failed = state && !state.result.ok ? state.result : null;

  useEffect(() => {
    if (failed) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failed]);

  if (done && state?.result.ok) return <div role="status">{done}</div>;

  return (
    <form
      ref={form}
      action={send}
      noValidate
      onReset={(event) => event.preventDefault()}
      className={cn('flex flex-col gap-5', className)}
    >
      {failed && (
        <Banner tone="danger" role="alert">
          {failed.message}
        </Banner>
      )}
      <TypedContext value={state?.typed ?? {}}>
        <FieldErrors errors={failed?.fields}>{children}</FieldErrors>
      </TypedContext>
      <Button type="submit" variant={variant} size="form" busy={busy} className="w-full">
        {submit}
      </Button>
      {state?.result.ok && (
        <p role="status" className="text-meta text-muted-foreground">
          {state.result.message}
        </p>
      )}
    </form>
  );
}

type TextFieldProps = ComponentProps<'input'> & { label: string; name: string; help?: ReactNode; aside?: ReactNode };

export function TextField({ label, name, help, aside, defaultValue, ...rest }: TextFieldProps) {
  const typed = useContext(TypedContext);
  return (
    <Field label={label} name={name} help={help} aside={aside}>
      <Input name={name} defaultValue={typed[name] ?? defaultValue} {...rest} />
    </Field>
  );
}
