import { isUuid } from '@/lib/call/uuid';
import { AppError } from '@/lib/platform/errors';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { readVoicemailsOfCall } from '@/lib/voicemail/read';
import { voicemailPath } from '@/lib/voicemail/voicemail';
import { soundResponse } from '../../sound-response';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ tenant: string; call: string; voicemail: string }> };

/** What a caller left. `?download` is for managers. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { tenant, call: callId, voicemail } = await params;
    const isDownload = new URL(request.url).searchParams.has('download');
    const member = await proveMember(tenant, isDownload ? 'manager' : 'viewer');
    const left = isUuid(callId) ? await readVoicemailsOfCall(member.db, member.tenantId, callId) : [];
    const found = left.find(({ id, state }) => id === voicemail.toLowerCase() && state === 'stored');
    if (!found) throw new AppError('not_found', 'There is no such voicemail.');

    const path = voicemailPath(member.tenantId, found.id);
    return await soundResponse(member, { path, request, saveAs: isDownload ? `voicemail-${found.id}.wav` : null });
  } catch (error) {
    return failureResponse(error);
  }
}
