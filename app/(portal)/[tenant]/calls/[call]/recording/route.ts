import { isUuid } from '@/lib/call/uuid';
import { mintMemberToken } from '@/lib/platform/database-token';
import { AppError } from '@/lib/platform/errors';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { findRecording, openSound } from '@/lib/recording/read';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ tenant: string; call: string }> };

const passedOn = ['content-length', 'content-range', 'etag'];

/** The sound of one call, in ranges as players ask for them. `?download` is for managers. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { tenant, call: callId } = await params;
    const isDownload = new URL(request.url).searchParams.has('download');
    const member = await proveMember(tenant, isDownload ? 'manager' : 'viewer');
    const found = isUuid(callId) ? await findRecording(member.db, member.tenantId, callId.toLowerCase()) : null;
    if (found?.state !== 'stored') throw new AppError('not_found', 'There is no recording of this call.');

    const sound = await openSound(await mintMemberToken(member), {
      tenantId: member.tenantId,
      callId: callId.toLowerCase(),
      range: request.headers.get('range'),
    });
    const headers = new Headers({
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    for (const name of passedOn) {
      const value = sound.headers.get(name);
      if (value) headers.set(name, value);
    }
    if (isDownload) headers.set('content-disposition', `attachment; filename="call-${callId.toLowerCase()}.wav"`);
    return new Response(sound.body, { status: sound.status, headers });
  } catch (error) {
    return failureResponse(error);
  }
}
