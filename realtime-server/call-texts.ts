import { spokenName } from '@/lib/agent/returning-caller';
import { whyNotTexted } from '@/lib/agent/textable';
import type { Db } from '@/lib/platform/database';
import { renderText } from '@/lib/text/template';
import { queueText } from '@/lib/text/write';
import type { CallSetup } from './ports/call-setup';
import type { CallTexts } from './ports/texts';

/** The texts of one call, under the call's own token. The number is the one it came from: nobody says it. */
export function makeCallTexts(setup: CallSetup, db: Db): CallTexts {
  const { config, callerNumber, caller } = setup;
  const { identity, texting } = config;

  return {
    async send({ toolCallId, template: name }) {
      const template = texting.templates.find((known) => known.name === name);
      if (!texting.enabled) return { sent: false, why: 'off' };
      if (!template) return { sent: false, why: 'no_template' };
      const why = whyNotTexted(setup, callerNumber);
      if (why) return { sent: false, why };

      const body = renderText(template.text, {
        business: identity.businessName,
        agent: identity.agentName,
        address: identity.address,
        link: texting.link,
        caller_name: spokenName(caller) ?? '',
      });
      const queued = await queueText(db, { toolCallId, label: template.name, body });
      return queued.result === 'queued' ? { sent: true } : { sent: false, why: queued.why };
    },
  };
}
