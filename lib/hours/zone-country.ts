/** Regions that a business may be in; the runtime knows which zones each has. */
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Newer than our types, and not in every browser. */
type LocaleWithZones = Intl.Locale & { getTimeZones?(): string[] | undefined };

let countries: Map<string, string> | null = null;

/** The ISO country whose time zone this is; null for a zone of none, like UTC. */
export function countryOfTimeZone(timeZone: string): string | null {
  countries ??= new Map(zonesByCountry());
  return countries.get(oneName(timeZone)) ?? null;
}

function zonesByCountry(): [string, string][] {
  const regions = letters.flatMap((one) => letters.map((other) => one + other));
  return regions.flatMap((region) => {
    const locale: LocaleWithZones = new Intl.Locale(`und-${region}`);
    return (locale.getTimeZones?.() ?? []).map((zone): [string, string] => [oneName(zone), region]);
  });
}

/** Zones have had several names: Asia/Calcutta is Asia/Kolkata. */
function oneName(timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
}
