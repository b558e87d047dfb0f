'use client';

import { useEffect, useState } from 'react';
import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/native-select';

/** Starts with the zone that the browser is in. */
export function TimeZoneField({ name, zones, fallback }: { name: string; zones: string[]; fallback: string }) {
  const [zone, setZone] = useState(fallback);

  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones.includes(here)) setZone(here);
  }, [zones]);

  return (
    <Field label="Time zone" name={name} help="Opening hours and call times are told in it.">
      <NativeSelect
        name={name}
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        choices={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      />
    </Field>
  );
}
