import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { App } from '@supabase/lite';

type Store = NonNullable<App['_storageAdapter']>;
type Metadata = Awaited<ReturnType<Store['headObject']>>;
type Body = Parameters<Store['uploadObject']>[3];

const privateForNow = 'private, no-store';

/** Objects as files, whole or not at all; `askedRange` is the Range header of the request that is being served. */
export function makeFileStore(folder: string, askedRange: () => string | null): Store {
  const root = path.resolve(folder);

  function fileOf(bucket: string, key: string): string {
    const file = path.resolve(root, bucket, key);
    if (!file.startsWith(`${root}${path.sep}`)) throw new Error('This object has no place here.');
    return file;
  }

  async function describe(file: string): Promise<Metadata> {
    const { size, mtime } = await stat(file);
    return {
      cacheControl: privateForNow,
      contentLength: size,
      size,
      mimetype: file.endsWith('.wav') ? 'audio/wav' : 'application/octet-stream',
      lastModified: mtime,
      eTag: `"${size.toString(16)}-${mtime.getTime().toString(16)}"`,
      httpStatusCode: 200,
    };
  }

  return {
    driver: null,

    async getObject(bucket, key) {
      const file = fileOf(bucket, key);
      const metadata = await describe(file);
      const span = readRange(askedRange(), metadata.size);
      if (span === 'none') return { metadata, httpStatusCode: 200, body: streamOf(file, 0, metadata.size - 1) };
      if (span === 'unsatisfiable') {
        const contentRange = `bytes */${metadata.size}`;
        return { metadata: { ...metadata, contentLength: 0, contentRange }, httpStatusCode: 416, body: emptyBody() };
      }
      const contentRange = `bytes ${span.from}-${span.to}/${metadata.size}`;
      return {
        metadata: { ...metadata, contentLength: span.to - span.from + 1, contentRange },
        httpStatusCode: 206,
        body: streamOf(file, span.from, span.to),
      };
    },

    async uploadObject(bucket, key, _version, body) {
      const file = fileOf(bucket, key);
      const draft = `${file}.${process.pid}.part`;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        await pipeline(readable(body), createWriteStream(draft, { mode: 0o600, flush: true }));
        await rename(draft, file);
      } finally {
        await rm(draft, { force: true });
      }
      return describe(file);
    },

    async deleteObject(bucket, key) {
      await rm(fileOf(bucket, key), { force: true });
    },

    async deleteObjects(bucket, keys) {
      await Promise.all(keys.map((key) => rm(fileOf(bucket, key), { force: true })));
    },

    async copyObject(sourceBucket, source, _version, bucket, destination) {
      const file = fileOf(bucket, destination);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await copyFile(fileOf(sourceBucket, source), file);
      const { eTag, lastModified } = await describe(file);
      return { httpStatusCode: 200, eTag, lastModified };
    },

    headObject: (bucket, key) => describe(fileOf(bucket, key)),

    async privateAssetUrl() {
      throw new Error('Objects have no address of their own here.');
    },
  };
}

type Span = { from: number; to: number } | 'none' | 'unsatisfiable';

/** One range of bytes; a header that is something else is as good as none. */
export function readRange(header: string | null, size: number): Span {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (!first && !last) return 'none';
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  const to = first && last ? Math.min(Number(last), size - 1) : size - 1;
  return from > to || from >= size ? 'unsatisfiable' : { from, to };
}

function streamOf(file: string, start: number, end: number) {
  return end < start ? emptyBody() : Readable.toWeb(createReadStream(file, { start, end }));
}

function emptyBody(): Buffer {
  return Buffer.alloc(0);
}

function readable(body: Body): Readable {
  if (body instanceof Uint8Array) return Readable.from([body]);
  return Readable.fromWeb(body as NodeReadableStream);
}
