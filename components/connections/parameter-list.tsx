'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { type ConnectionParameter, parameterKinds } from '@/lib/contracts/connections';

type Props = { parameters: ConnectionParameter[]; onChange: (parameters: ConnectionParameter[]) => void };

const maxParameters = 10;
const kindWords: Record<ConnectionParameter['kind'], string> = {
  text: 'Text',
  number: 'Number',
  yes_no: 'Yes or no',
  choice: 'One of a list',
};
const fresh: ConnectionParameter = {
  ...{ name: '', kind: 'text', description: '', required: true, maxLength: 80, choices: [] },
};

export function ParameterList({ parameters, onChange }: Props) {
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3 empty:hidden">
        {parameters.map((parameter, index) => (
          <ParameterRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a detail that is being named has no name but the place.
            key={index}
            parameter={parameter}
            index={index}
            onChange={(next) => onChange(parameters.with(index, next))}
            onRemove={() => onChange(parameters.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {parameters.length < maxParameters && (
        <Button className="self-start" onClick={() => onChange([...parameters, fresh])}>
          <Plus aria-hidden />
          Add a detail
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  parameter: ConnectionParameter;
  index: number;
  onChange: (parameter: ConnectionParameter) => void;
  onRemove: () => void;
};

function ParameterRow({ parameter, index, onChange, onRemove }: RowProps) {
  const path = `parameters.${index}`;
  const change = (part: Partial<ConnectionParameter>) => onChange({ ...parameter, ...part });
  const kinds = parameterKinds.map((value) => ({ value, label: kindWords[value] }));

  return (
    <li className="relative flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-4 pr-10 sm:grid-cols-2 sm:pr-12">
        <Field label="Name" name={`${path}.name`}>
          <Input
            className="font-mono"
            value={parameter.name}
            maxLength={40}
            placeholder="order_number"
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label="Kind" name={`${path}.kind`}>
          <NativeSelect
            choices={kinds}
            value={parameter.kind}
            onChange={({ target }) => change({ kind: parameterKinds.find((kind) => kind === target.value) ?? 'text' })}
          />
        </Field>
      </div>
      <Field label="What it is" name={`${path}.description`}>
        <Input
          value={parameter.description}
          maxLength={200}
          placeholder="The number on the bill, like A-1234"
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      {parameter.kind === 'choice' && (
        <Field label="It may be" name={`${path}.choices`} help="With commas between.">
          <Input
            defaultValue={parameter.choices.join(', ')}
            maxLength={600}
            placeholder="small, medium, large"
            onChange={({ target }) => change({ choices: listed(target.value) })}
          />
        </Field>
      )}
      <label className="flex items-center gap-2 text-body">
        <input
          type="checkbox"
          className="size-4 accent-brand"
          checked={parameter.required}
          onChange={(event) => change({ required: event.target.checked })}
        />
        Nothing can be asked without it
      </label>
      <Button
        variant="ghost"
        size="icon"
        className="absolute top-2 right-2"
        aria-label={`Remove ${parameter.name || `detail ${index + 1}`}`}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
