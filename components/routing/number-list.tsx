'use client';

import { NativeSelect } from '@/components/ui/native-select';
import { SettingRow } from '@/components/ui/setting-row';
import { type NumberBehaviour, numberBehaviours, type Routing } from '@/lib/contracts/routing';
import { formatPhone } from '@/lib/format/phone';

type Props = {
  numbers: { e164: string; label: string }[];
  routing: Routing;
  readOnly: boolean;
  onChange: (routing: Routing) => void;
};

const words: Record<NumberBehaviour, string> = {
  answers: 'Answers',
  after_hours_only: 'Answers only after hours',
  message_only: 'Takes messages only',
};
const choices = numberBehaviours.map((value) => ({ value, label: words[value] }));

/** What each of our numbers is for. */
export function NumberList({ numbers, routing, readOnly, onChange }: Props) {
  if (numbers.length === 0) return <p className="text-meta text-muted-foreground">There is no number yet.</p>;

  return (
    <div className="flex flex-col gap-5">
      {numbers.map(({ e164, label }) => {
        const behaviour = routing.numbers.find(({ number }) => number === e164)?.behaviour ?? 'answers';
        return (
          <SettingRow key={e164} label={formatPhone(e164)} help={label || undefined}>
            <NativeSelect
              choices={choices}
              value={behaviour}
              disabled={readOnly}
              onChange={(event) => onChange(withBehaviour(routing, e164, event.target.value))}
            />
          </SettingRow>
        );
      })}
    </div>
  );
}

/** A number that simply answers needs no entry. */
function withBehaviour(routing: Routing, number: string, chosen: string): Routing {
  const behaviour = numberBehaviours.find((known) => known === chosen) ?? 'answers';
  const others = routing.numbers.filter((entry) => entry.number !== number);
  return { ...routing, numbers: behaviour === 'answers' ? others : [...others, { number, behaviour }] };
}
