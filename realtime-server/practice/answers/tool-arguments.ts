import { z } from 'zod';
import type { FunctionTool } from '../model/session-config';

export type Known = { name?: string; message?: string; phone?: string | null; urgent?: boolean; wish?: string };

const parametersSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

function choose(options: unknown[], wish: string): unknown {
  const words = wish.toLowerCase();
  const named = options.find((option) => {
    return String(option)
      .toLowerCase()
      .split(/[\s_-]+/)
      .some((word) => word.length > 2 && words.includes(word));
  });
  return named ?? options[0];
}

function valueFor(field: string, schema: Record<string, unknown>, known: Known): unknown {
  if (Array.isArray(schema.enum)) return choose(schema.enum, known.wish ?? '');
  if (/question|query/i.test(field)) return known.wish ?? '';
  if (/name/i.test(field)) return known.name ?? '';
  if (/number|phone|callback/i.test(field)) return known.phone ?? null;
  if (/message|note|summary|body|text|details|reason/i.test(field)) return known.message ?? '';
  if (/urgent/i.test(field)) return known.urgent ?? false;
  if (schema.type === 'boolean') return false;
  if (schema.type === 'number' || schema.type === 'integer') return 0;
  return schema.type === 'string' ? '' : null;
}

/** Fills what the tool requires from what the caller said; a field nobody spoke about stays out when it may. */
export function argumentsFor(tool: FunctionTool, known: Known): Record<string, unknown> {
  const { properties, required } = parametersSchema
    .catch({ properties: {}, required: [] })
    .parse(tool.parameters ?? {});
  const entries = Object.entries(properties)
    .map(([field, schema]) => [field, valueFor(field, schema, known)] as const)
    .filter(([field, value]) => required.includes(field) || (value !== '' && value !== null && value !== undefined));
  return Object.fromEntries(entries);
}
