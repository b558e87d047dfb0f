import { resumeSession } from '@/lib/identity/read';
import { portalEnv } from '@/lib/platform/env';
import { serviceDatabase } from '@/lib/platform/service-database';

export const dynamic = 'force-dynamic';

const nobody = '00000000-0000-0000-0000-000000000000';

export async function GET() {
  const { environment, publicUrl } = portalEnv();
  const database = await isDatabaseUp();

  return Response.json(
    {
      status: database ? 'healthy' : 'unhealthy',
      environment,
      services: { portal: 'operational', database: database ? 'operational' : 'unavailable' },
      security: {
        authentication_required: true,
        https_enforced: publicUrl.startsWith('https://'),
        rate_limiting_enabled: true,
      },
    },
    { status: database ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}

async function isDatabaseUp(): Promise<boolean> {
  try {
    await resumeSession(serviceDatabase(), nobody);
    return true;
  } catch {
    return false;
  }
}
