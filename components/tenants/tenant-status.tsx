import { Status } from '@/components/ui/status';

export function TenantStatus({ status }: { status: 'active' | 'suspended' }) {
  return status === 'active' ? <Status>Active</Status> : <Status tone="danger">Suspended</Status>;
}
