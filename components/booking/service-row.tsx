'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Service } from '@/lib/contracts/booking';
import { NumberInput } from './number-input';

type Props = {
  service: Service;
  index: number;
  readOnly: boolean;
  onChange: (service: Service) => void;
  onRemove: () => void;
};

export function ServiceRow({ service, index, readOnly, onChange, onRemove }: Props) {
  const path = `services.${index}`;

  return (
    <li className="relative flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-4 pr-10 sm:grid-cols-2 sm:pr-12">
        <Field label="Service" name={`${path}.name`} help="As callers call it.">
          <Input
            value={service.name}
            maxLength={60}
            placeholder="Cleaning"
            onChange={(event) => onChange({ ...service, name: event.target.value })}
          />
        </Field>
        <Field label="Price" name={`${path}.price`} help="Said in these words. Empty: not said.">
          <Input
            value={service.price}
            maxLength={60}
            placeholder="149 dollars"
            onChange={(event) => onChange({ ...service, price: event.target.value })}
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Takes" name={`${path}.minutes`}>
          <NumberInput
            value={service.minutes}
            unit="minutes"
            min={5}
            max={480}
            onChange={(minutes) => onChange({ ...service, minutes })}
          />
        </Field>
        <Field label="Kept free after it" name={`${path}.bufferMinutes`}>
          <NumberInput
            value={service.bufferMinutes}
            unit="minutes"
            min={0}
            max={120}
            onChange={(bufferMinutes) => onChange({ ...service, bufferMinutes })}
          />
        </Field>
      </div>
      <Field label="What it is" name={`${path}.description`}>
        <Input
          value={service.description}
          maxLength={300}
          placeholder="For new patients: exam, X-rays and a cleaning"
          onChange={(event) => onChange({ ...service, description: event.target.value })}
        />
      </Field>
      <Field label="Ask the caller for" name={`${path}.askFor`} help="Besides the name. The answer stands in the note.">
        <Input
          value={service.askFor}
          maxLength={200}
          placeholder="the insurance, if there is one"
          onChange={(event) => onChange({ ...service, askFor: event.target.value })}
        />
      </Field>
      {!readOnly && (
        <Button
          variant="ghost"
          size="icon"
          className="absolute top-2 right-2"
          aria-label={`Remove ${service.name || `service ${index + 1}`}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
