import { isUuid } from '@/lib/call/uuid';
import { AppError } from '@/lib/platform/errors';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { findRecording } from '@/lib/recording/read';
import { soundPath } from '@/lib/recording/recording';
import { soundResponse } from '../sound-response';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ tenant: string; call: string }> };

/** The sound of one call. `?download` is for managers. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { tenant, call } = await params;
    const callId = call.toLowerCase();
    const isDownload = new URL(request.url).searchParams.has('download');
    const member = await proveMember(tenant, isDownload ? 'manager' : 'viewer');
    const found = isUuid(callId) ? await findRecording(member.db, member.tenantId, callId) : null;
    if (found?.state !== 'stored') throw new AppError('not_found', 'There is no recording of this call.');

    const path = soundPath(member.tenantId, callId);
    return await soundResponse(member, { path, request, saveAs: isDownload ? `call-${callId}.wav` : null });
  } catch (error) {
    return failureResponse(error);
  }
}
