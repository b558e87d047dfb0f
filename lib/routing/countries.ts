import { getCountries } from 'libphonenumber-js/min';

/** Every country that has telephone numbers, by its English name. */
export function listCountries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return getCountries()
    .map((country) => ({ value: country, label: names.of(country) ?? country }))
    .sort((one, other) => one.label.localeCompare(other.label));
}
