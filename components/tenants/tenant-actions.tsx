'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field, FieldErrors } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { AdminTenant } from '@/lib/admin/tenant';
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result';

type Suspend = (input: { tenantId: string; typedName: string; reason: string }) => Promise<ActionResult>;
type Restore = (input: { tenantId: string }) => Promise<ActionResult>;
type Props = { tenant: Pick<AdminTenant, 'id' | 'name' | 'status'>; suspend: Suspend; restore: Restore };

export function TenantActions({ tenant, suspend, restore }: Props) {
  return tenant.status === 'active' ? (
    <SuspendTenant tenant={tenant} suspend={suspend} />
  ) : (
    <RestoreTenant tenant={tenant} restore={restore} />
  );
}

function RestoreTenant({ tenant, restore }: Omit<Props, 'suspend'>) {
  const [busy, startTransition] = useTransition();

  function run() {
    startTransition(async () => {
      const result = await restore({ tenantId: tenant.id });
      if (result.ok) toast.success(`${tenant.name} answers its calls again.`);
      else toast.error(result.message);
    });
  }

  return (
    <Button variant="primary" busy={busy} onClick={run}>
      Restore
    </Button>
  );
}

function SuspendTenant({ tenant, suspend }: Omit<Props, 'restore'>) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [typedName, setTypedName] = useState('');
  const [failed, setFailed] = useState<ActionFailure | null>(null);
  const [busy, startTransition] = useTransition();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await suspend({ tenantId: tenant.id, typedName, reason });
      setFailed(result.ok ? null : result);
      if (!result.ok) return;
      setOpen(false);
      setReason('');
      setTypedName('');
      toast.success(`${tenant.name} is suspended.`);
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="danger">Suspend…</Button>
      </DialogTrigger>
      <DialogContent
        title={`Suspend ${tenant.name}?`}
        help="Callers hear that the business cannot take calls, and its people can change nothing. Calls in progress go on. The reason is kept in its audit log."
      >
        <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
          <FieldErrors errors={failed?.fields}>
            <Field label="Reason" name="reason">
              <Textarea rows={2} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <Field label={`Type “${tenant.name}” to confirm`} name="typedName">
              <Input autoComplete="off" value={typedName} onChange={(event) => setTypedName(event.target.value)} />
            </Field>
          </FieldErrors>
          <p role="alert" className="text-danger-foreground text-meta empty:hidden">
            {failed && !failed.fields ? failed.message : ''}
          </p>
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" busy={busy} disabled={typedName.trim() !== tenant.name}>
              Suspend
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
