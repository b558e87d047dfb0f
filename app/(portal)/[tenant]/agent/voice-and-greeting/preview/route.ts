import { WebSocket } from 'ws';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { noteCost } from '@/lib/portal/costs';
import { failureResponse } from '@/lib/portal/failure';
import { limitFor } from '@/lib/portal/limits';
import { requireOwnOrigin } from '@/lib/portal/own-origin';
import { proveMember } from '@/lib/portal/session';
import { sampleSchema, speakSample } from '@/lib/voice/sample';
import { rememberSample } from '@/lib/voice/sample-cache';

const samplesPerMember = { name: 'voice-sample', allowed: 30, perSeconds: 600 };

/** A greeting in a voice, as a WAV. Costs a little each time, so it is limited and remembered. */
export async function POST(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  try {
    await requireOwnOrigin();
    const member = await proveMember((await params).tenant);
    await limitFor(samplesPerMember).require(member.userId);
    const sample = sampleSchema.parse(await request.json().catch(() => null));
    const { openai } = portalEnv();
    if (!openai) throw new AppError('unavailable', 'No AI voice is set up for this portal.');

    const wav = await rememberSample(sample, () =>
      speakSample(
        sample,
        openai,
        (url, headers) => new WebSocket(url, { headers, handshakeTimeout: 10_000 }),
        (paid) => void noteCost(member, paid),
      ),
    );
    return new Response(wav, { headers: { 'content-type': 'audio/wav', 'cache-control': 'private, max-age=3600' } });
  } catch (error) {
    return failureResponse(error);
  }
}
