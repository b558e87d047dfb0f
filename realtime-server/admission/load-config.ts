import {
  type AgentConfig,
  agentConfigSchema,
  builtInDefaults,
  type Section,
  sectionSchemas,
  sections,
} from '@/lib/contracts/agent-config';
import { whyNeverDialled } from '@/lib/routing/number-guard';

export type StoredConfig = { config: unknown; previousConfig: unknown; platformDefaults: unknown };
export type LoadedConfig = { config: AgentConfig; replacedSections: Section[] };

/**
 * A caller never hears of a bad setting: each section falls back by itself, from the live version to the one before,
 * the platform's default and what is built in. A section that nobody wrote is the default, not a replacement.
 */
export function loadConfig(stored: StoredConfig): LoadedConfig {
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
