import type { Metadata } from 'next';
import { ConnectionsEditor } from '@/components/connections/connections-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { listSecrets } from '@/lib/connection/read';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { forgetSecret, saveConnections, saveSecret, tryOut } from './actions';

export const metadata: Metadata = { title: 'Connections' };

export default async function ConnectionsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { db, tenantId } = member;
  const [{ config, versions }, secrets] = await Promise.all([readDraft(db, tenantId), listSecrets(db, tenantId)]);

  return (
    <Page width="wide">
      <PageHeader
        title="Connections"
        help="Systems of your own that your receptionist may ask while it talks: orders, stock, customers."
      />
      <ConnectionsEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'connections')}
        secrets={secrets}
        readOnly={whyReadOnly(member)}
        save={saveConnections.bind(null, tenant)}
        act={{
          saveSecret: saveSecret.bind(null, tenant),
          forgetSecret: forgetSecret.bind(null, tenant),
          tryOut: tryOut.bind(null, tenant),
        }}
      />
    </Page>
  );
}
