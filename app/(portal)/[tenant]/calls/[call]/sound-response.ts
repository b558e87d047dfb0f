import { mintMemberToken } from '@/lib/platform/database-token';
import type { Member } from '@/lib/portal/session';
import { openSound } from '@/lib/recording/read';

const passedOn = ['content-length', 'content-range', 'etag'];

type Wanted = { path: string; request: Request; saveAs: string | null };

/** Sound out of storage under the member's own token, in ranges as players ask for them. */
export async function soundResponse(member: Member, { path, request, saveAs }: Wanted): Promise<Response> {
  const sound = await openSound(await mintMemberToken(member), { path, range: request.headers.get('range') });
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
  if (saveAs) headers.set('content-disposition', `attachment; filename="${saveAs}"`);
  return new Response(sound.body, { status: sound.status, headers });
}
