'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { type Connection, maxTimeoutSeconds, methods } from '@/lib/contracts/connections';

type Props = { connection: Connection; onChange: (part: Partial<Connection>) => void };

const meaning: Record<Connection['method'], string> = {
  GET: 'GET: look something up',
  POST: 'POST: send something new',
  PUT: 'PUT: put in place',
  PATCH: 'PATCH: change a part',
  DELETE: 'DELETE: remove',
};

export function RequestFields({ connection, onChange }: Props) {
  const { method, url, parameters, timeoutSeconds } = connection;
  const isMethod = (value: string): value is Connection['method'] => methods.some((one) => one === value);
  const named = parameters.filter(({ name }) => name).map(({ name }) => `{${name}}`);

  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Method" name="method">
          <NativeSelect
            choices={methods.map((value) => ({ value, label: meaning[value] }))}
            value={method}
            onChange={({ target }) => isMethod(target.value) && onChange({ method: target.value })}
          />
        </Field>
        <Field label="Longest wait" name="timeoutSeconds">
          <NativeSelect
            choices={Array.from({ length: maxTimeoutSeconds }, (_, at) => ({
              value: String(at + 1),
              label: at === 0 ? '1 second' : `${at + 1} seconds`,
            }))}
            value={String(timeoutSeconds)}
            onChange={({ target }) => onChange({ timeoutSeconds: Number(target.value) })}
          />
        </Field>
      </div>
      <Field
        label="Address"
        name="url"
        required
        help={
          named.length > 0
            ? `Put a detail into the path or after an =, like ${named.join(' or ')}. ${
                method === 'GET' || method === 'DELETE'
                  ? 'The others are added to the query.'
                  : 'The others are sent as JSON.'
              }`
            : 'Details from above can stand in it, like {order_number}.'
        }
      >
        <Input
          className="font-mono"
          value={url}
          maxLength={1000}
          inputMode="url"
          placeholder="https://api.example.com/orders/{order_number}"
          onChange={(event) => onChange({ url: event.target.value })}
        />
      </Field>
    </>
  );
}
