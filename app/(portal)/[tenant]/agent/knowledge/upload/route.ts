import { randomUUID } from 'node:crypto';
import { maxFileBytes } from '@/lib/contracts/knowledge';
import { endingOf } from '@/lib/knowledge/file-kind';
import { addSource, removeFile, storeFile } from '@/lib/knowledge/write';
import { AppError } from '@/lib/platform/errors';
import { failureResponse } from '@/lib/portal/failure';
import { limitFor } from '@/lib/portal/limits';
import { requireOwnOrigin } from '@/lib/portal/own-origin';
import { proveMember } from '@/lib/portal/session';

const uploadsPerMember = { name: 'knowledge-upload', allowed: 60, perSeconds: 3_600 };
const tooLarge = new AppError('invalid', 'This file is too large. At most 10 MB.');

/** One file as the body, its name in the address: nothing is read past the limit. */
export async function POST(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  try {
    await requireOwnOrigin();
    const { db, tenantId, userId } = await proveMember((await params).tenant, 'manager');
    await limitFor(uploadsPerMember).require(userId);

    const name = (new URL(request.url).searchParams.get('name') ?? '').split(/[\\/]/).at(-1)?.slice(-180).trim() ?? '';
    if (!name || !endingOf(name)) throw new AppError('invalid', 'Choose a PDF, DOCX, Markdown, CSV or text file.');
    const file = await readWithin(request, maxFileBytes);
    const id = randomUUID();
    await storeFile(db, tenantId, id, file);
    await addSource(db, tenantId, { id, kind: 'file', title: name, location: name }).catch(async (error) => {
      await removeFile(db, tenantId, id);
      throw error;
    });
    return Response.json({ id });
  } catch (error) {
    return failureResponse(error);
  }
}

async function readWithin(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw tooLarge;
    parts.push(part);
  }
  if (size === 0) throw new AppError('invalid', 'This file is empty.');
  return Buffer.concat(parts);
}
