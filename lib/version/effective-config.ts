import {
  type AgentConfig,
  builtInDefaults,
  type Section,
  sectionSchemas,
  sections,
} from '@/lib/contracts/agent-config';
import { isRecord } from '@/lib/platform/json';

export type EffectiveConfig = {
  config: AgentConfig;
  /** Sections that the first layer held but that did not parse, so a later layer stands in. */
  replaced: Section[];
};

/**
 * The configuration that holds, section by section: the first layer whose section parses, then what is built in.
 * Layers come as stored, nearest first: live version, version before it, platform defaults. Never throws.
 */
export function effectiveConfig(...layers: unknown[]): EffectiveConfig {
  const config: Record<string, unknown> = {};
  const replaced: Section[] = [];

  for (const section of sections) {
    const [first, ...rest] = layers.map((layer) => sectionOf(layer, section));
    const own = parseSection(section, first);
    if (own === undefined && first !== null && first !== undefined) replaced.push(section);

    config[section] = own ?? firstThatParses(section, rest) ?? builtInDefaults[section];
  }

  return { config: config as AgentConfig, replaced };
}

function firstThatParses(section: Section, values: unknown[]): unknown {
  for (const value of values) {
    const parsed = parseSection(section, value);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

/** A section stored before a field came or went is mended with the built-in value of that field alone. */
function parseSection(section: Section, value: unknown): unknown {
  const schema = sectionSchemas[section];
  const asStored = schema.safeParse(value);
  if (asStored.success) return asStored.data;
  if (!isRecord(value)) return undefined;

  const known = Object.entries(value).filter(([field]) => field in builtInDefaults[section]);
  const mended = schema.safeParse({ ...builtInDefaults[section], ...Object.fromEntries(known) });
  return mended.success ? mended.data : undefined;
}

function sectionOf(layer: unknown, section: Section): unknown {
  return isRecord(layer) && Object.hasOwn(layer, section) ? layer[section] : undefined;
}
