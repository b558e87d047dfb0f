import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { acceptWire, asciiJson, frameOf, makeFrameReader } from '@/scripts/bench/wire';

describe('the wire of the bench', () => {
  it.each([5, 125, 126, 70_000])('gives back a text of %i letters, masked or not, however it was cut', (length) => {
    const text = 'abcdefg'.repeat(length).slice(0, length);
    const bytes = Buffer.concat([frameOf(text, true), frameOf('next', false)]);
    const read: string[] = [];
    const reader = makeFrameReader((_, got) => read.push(got));

    for (let at = 0; at < bytes.length; at += 97) reader(Buffer.from(bytes.subarray(at, at + 97)));

    expect(read).toEqual([text, 'next']);
  });

  it('writes what is not ASCII so that it is, and means the same', () => {
    const text = asciiJson({ words: 'señor “€”' });

    expect(/^[ -~]*$/.test(text)).toBe(true);
    expect(JSON.parse(text)).toEqual({ words: 'señor “€”' });
  });

  it('says nothing after its farewell, which would reset the connection, and still hears what comes', async () => {
    const written: string[] = [];
    const under = new Duplex({
      read() {},
      write(chunk: Buffer, _, done) {
        written.push(chunk.toString('latin1'));
        done();
      },
    });
    const heard: string[] = [];
    const request = new IncomingMessage(new Socket());
    const wire = acceptWire(request, under, Buffer.alloc(0), { onText: (text) => heard.push(text), onClose() {} });

    wire.close();
    const before = written.length;
    under.push(Buffer.concat([frameOf('', true, 9), frameOf('late', true)]));
    await new Promise((resolve) => setImmediate(resolve));

    expect(written.slice(before)).toEqual([]);
    expect(heard).toEqual(['late']);
    expect(wire.isOpen()).toBe(true);
  });
});
