import { BadEnding } from '@/components/shell/bad-ending';

export default function TenantNotFound() {
  return (
    <BadEnding title="There is nothing here">
      The page does not exist, or your role in this business does not include it. The menu shows what there is.
    </BadEnding>
  );
}
