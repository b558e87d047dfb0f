import { z } from 'zod';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { oneLine } from './plain-text';

/** How `send_text` is offered: null where there is no text to send. */
export function textingTool({ texting }: AgentConfig): { description: string; input: z.ZodType } | null {
  const [first, ...others] = texting.templates.map(({ name }) => name);
  if (!texting.enabled || first === undefined) return null;

  const texts = texting.templates.map(({ name, when }) => `"${name}"${when ? `: ${oneLine(when)}` : ''}`);
  return {
    description: `Send the caller one of our texts, to the number they are calling from; it cannot go to any other number, and its words are fixed. First ask whether they want it. The texts: ${texts.join('; ')}`,
    input: z.strictObject({ template: z.enum([first, ...others]) }),
  };
}
