'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Person, Routing } from '@/lib/contracts/routing';
import { PersonRow } from './person-row';

type Props = {
  config: AgentConfig;
  routing: Routing;
  readOnly: boolean;
  onChange: (routing: Routing) => void;
};

const maxPeople = 30;
const newPerson: Person = {
  ...{ label: '', role: '', notes: '', phone: '', hours: { kind: 'business' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};

/** The people that the receptionist knows by name; whoever is renamed or leaves does so everywhere. */
export function PeopleList({ config, routing, readOnly, onChange }: Props) {
  const { people, staffFirst } = routing;

  function replace(index: number, next: Person) {
    const before = people[index]?.label;
    const rung = staffFirst.people.map((label) => (label === before ? next.label : label));
    onChange({ ...routing, people: people.with(index, next), staffFirst: { ...staffFirst, people: rung } });
  }

  function remove(index: number) {
    const rung = staffFirst.people.filter((label) => label !== people[index]?.label);
    onChange({ ...routing, people: people.toSpliced(index, 1), staffFirst: { ...staffFirst, people: rung } });
  }

  return (
    <div className="flex flex-col gap-3">
      {people.length === 0 && (
        <p className="text-meta text-muted-foreground">
          Nobody yet. Add who may be rung, and what for: the receptionist knows them by name and never says a number.
        </p>
      )}
      <ul className="flex flex-col gap-3 empty:hidden">
        {people.map((person, index) => (
          <PersonRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a person who is being named has no name but the place.
            key={index}
            config={config}
            person={person}
            index={index}
            readOnly={readOnly}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      {!readOnly && people.length < maxPeople && (
        <Button className="self-start" onClick={() => onChange({ ...routing, people: [...people, newPerson] })}>
          <Plus aria-hidden />
          Add a person
        </Button>
      )}
    </div>
  );
}
