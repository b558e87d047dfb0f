import { isVersionNoted } from '@/lib/audit/read';
import { writeSystemEvent } from '@/lib/audit/write';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { CallSetup } from '../ports/call-setup';

const eventType = 'agent.section_replaced';

/** Tells a tenant, once a version, that a setting no longer parses and what was used in its place. */
export type OwnerNotice = {
  sectionsReplaced(setup: CallSetup, versionNumber: number): void;
};

export function makeOwnerNotice({ service, log }: { service: Db; log: Log }): OwnerNotice {
  const told = new Set<string>();

  async function tell({ tenantId, replacedSections }: CallSetup, version: number): Promise<void> {
    if (await isVersionNoted(service, tenantId, eventType, version)) return;
    await writeSystemEvent(service, {
      eventType,
      severity: 'warning',
      tenantId,
      details: { version, sections: replacedSections },
    });
  }

  return {
    sectionsReplaced(setup, versionNumber) {
      const key = `${setup.tenantId} ${versionNumber}`;
      if (setup.replacedSections.length === 0 || told.has(key)) return;
      told.add(key);
      tell(setup, versionNumber).catch((err) => {
        told.delete(key);
        log.error({ err }, 'The tenant was not told that a section was replaced');
      });
    },
  };
}
