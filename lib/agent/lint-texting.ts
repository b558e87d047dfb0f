import type { AgentConfig } from '@/lib/contracts/agent-config';
import { sizeOfText } from '@/lib/text/segments';
import { renderText } from '@/lib/text/template';
import { type Finding, note, problem } from './finding';

const manySegments = 3;

/** Texts that would surprise the caller who gets them, or the owner who pays for them. */
export function lintTexting({ texting, identity }: Pick<AgentConfig, 'texting' | 'identity'>): Finding[] {
  if (!texting.enabled) return [];
  if (texting.templates.length === 0) {
    return [note('texting', 'Texts may be sent, but there is none to send.')];
  }
  return texting.templates.flatMap(({ name, text }) => {
    const body = renderText(text, {
      business: identity.businessName,
      agent: identity.agentName,
      address: identity.address,
      link: texting.link,
    });
    const { segments } = sizeOfText(body);
    return [
      ...(text.includes('{link}') && !texting.link
        ? [problem('texting', `The text “${name}” has a {link}, but no link is written down.`)]
        : []),
      ...(text.includes('{address}') && !identity.address
        ? [problem('texting', `The text “${name}” has an {address}, but the business has none written down.`)]
        : []),
      ...(body.toLowerCase().includes(identity.businessName.toLowerCase())
        ? []
        : [note('texting', `The text “${name}” does not say who sends it.`)]),
      ...(segments > manySegments ? [note('texting', `The text “${name}” counts as ${segments} texts.`)] : []),
    ];
  });
}
