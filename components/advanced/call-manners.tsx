'use client';

import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { LanguagesForm } from './languages-form';
import { LongestCallForm } from './longest-call-form';
import { MannersForm } from './manners-form';
import { MannersPanel } from './manners-panel';

type Props = {
  tenant: string;
  config: AgentConfig;
  versions: { advanced: number; identity: number; limits: number };
  readOnly?: string;
  saveAdvanced: SaveSection<'advanced'>;
  saveIdentity: SaveSection<'identity'>;
  saveLimits: SaveSection<'limits'>;
};

/** Three sections on one page: each is saved by itself, and all are told together beside them. */
export function CallManners({ tenant, config, versions, readOnly, ...save }: Props) {
  const advanced = useSectionEditor({
    ...{ tenant, section: 'advanced', saved: config.advanced, version: versions.advanced, save: save.saveAdvanced },
  });
  const identity = useSectionEditor({
    ...{ tenant, section: 'identity', saved: config.identity, version: versions.identity, save: save.saveIdentity },
  });
  const limits = useSectionEditor({
    ...{ tenant, section: 'limits', saved: config.limits, version: versions.limits, save: save.saveLimits },
  });
  const edited = { ...config, advanced: advanced.value, identity: identity.value, limits: limits.value };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <MannersForm editor={advanced} config={edited} readOnly={readOnly} />
        <LanguagesForm editor={identity} config={edited} readOnly={readOnly} />
        <LongestCallForm editor={limits} config={edited} readOnly={readOnly} />
      </div>
      <MannersPanel tenant={tenant} config={edited} />
    </div>
  );
}
