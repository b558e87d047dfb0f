import {
  type AgentConfig,
  agentConfigSchema,
  builtInDefaults,
  type Section,
  sectionSchemas,
  sections,
} from '@/lib/contracts/agent-config';
import { sha256 } from '@/lib/platform/crypto';
import { whyNeverDialled } from '@/lib/routing/number-guard';

export type StoredConfig = { config: unknown; previousConfig: unknown; platformDefaults: unknown };
export type LoadedConfig = { config: AgentConfig; replacedSections: Section[] };

/** As many businesses as a server has calls of within minutes. */
const mostKept = 500;
const kept = new Map<string, LoadedConfig>();

/**
 * The same settings again are the same object, which nobody can change: all calls of a business share what they only
 * read, and its hundred answers are checked once.
 */
export function loadConfig(stored: StoredConfig): LoadedConfig {
  const key = sha256(JSON.stringify([stored.config, stored.previousConfig, stored.platformDefaults]));
  const loaded = kept.get(key) ?? frozen(readConfig(stored));
  kept.delete(key);
  kept.set(key, loaded);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return loaded;
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/**
 * A caller never hears of a bad setting: each section falls back by itself, from the live version to the one before,
 * the platform's default and what is built in. A section that nobody wrote is the default, not a replacement.
 */
function readConfig(stored: StoredConfig): LoadedConfig {
  const replacedSections: Section[] = [];
  const chosen: Record<string, unknown> = {};

  for (const section of sections) {
    const live = sectionOf(stored.config, section);
    const written = live !== undefined && live !== null;
    if (written && !parses(section, live)) replacedSections.push(section);

    const candidates = written
      ? [live, sectionOf(stored.previousConfig, section), sectionOf(stored.platformDefaults, section)]
      : [sectionOf(stored.platformDefaults, section)];
    chosen[section] = candidates.find((value) => parses(section, value)) ?? builtInDefaults[section];
  }
  return { config: withSafeFallback(agentConfigSchema.parse(chosen)), replacedSections };
}

/** A number that costs whoever dials it is not dialled, whoever stored it. */
function withSafeFallback(config: AgentConfig): AgentConfig {
  return { ...config, routing: { ...config.routing, fallbackNumber: safeNumber(config.routing.fallbackNumber) } };
}

export function safeNumber(number: string | null): string | null {
  return number !== null && whyNeverDialled(number) === null ? number : null;
}

function sectionOf(config: unknown, section: Section): unknown {
  if (typeof config !== 'object' || config === null || !Object.hasOwn(config, section)) return undefined;
  return new Map(Object.entries(config)).get(section);
}

function parses(section: Section, value: unknown): boolean {
  return sectionSchemas[section].safeParse(value).success;
}
