import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { Delivery, ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { type AdapterWire, CONVERSATION, type WireAnswer } from './adapter-wire.fixture.js';
import { EVENT_VARIANTS } from './event-variants.fixture.js';

const ENCODINGS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const;
/** More than any document may have, in a few kilobytes. */
const BOMB = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '));

/** What every adapter over HTTP has to do, through a real socket, whatever its dialect. */
export function describeAdapterConformance(name: string, wire: AdapterWire): void {
  describe(`the adapter for ${name}`, () => {
    let server: ReplayServer;
    let adapter: ProviderAdapter;

    beforeEach(async () => {
      server = await ReplayServer.start();
      adapter = wire.create(server.url);
    });

    afterEach(async () => {
      await adapter.close?.();
      await server.stop();
    });

    const replay = (answer: Pick<WireAnswer, 'contentType' | 'bytes'>, headers = {}) =>
      server.replays(200, { 'content-type': answer.contentType, ...headers }, answer.bytes);
    const read = async (delivery: Delivery) => {
      const { chunks, error } = await collect(adapter, providerCall({}, delivery));
      return { parts: partsOf(chunks), error };
    };
    const failWith = async () => (await collect(adapter, providerCall())).error;

    describe('a request', () => {
      it('carries the whole conversation', async () => {
        replay(wire.document);
        const reply = await adapter.open(providerCall(CONVERSATION));
        const [seen] = server.requests;
        expect(seen).toMatchObject({ method: 'POST', url: wire.request.path });
        expect(seen?.headers).toMatchObject(wire.request.headers);
        expect(JSON.parse(seen?.body ?? '')).toEqual(wire.request.body);
        expect(reply.warnings).toEqual([]);
      });

      it('for a stream goes where streams are', async () => {
        replay(wire.stream);
        await adapter.open(providerCall(CONVERSATION, 'stream'));
        expect(server.requests[0]?.url).toBe(wire.streamPath ?? wire.request.path);
      });

      it('names in a warning each field that is not sent', async () => {
        replay(wire.document);
        const request = { ...CONVERSATION, n: 2, seed: 7, logit_bias: { '5': 1 }, stop: ['x'] };
        const { warnings } = await adapter.open(providerCall(request));
        const lost = adapter.unsupportedParameters?.(request, 'test-model') ?? [];
        for (const field of lost) {
          expect(warnings).toContainEqual(expect.stringMatching(new RegExp(`^${field}\\b`)));
        }
      });
    });

    it('takes a document apart', async () => {
      replay(wire.document);
      expect(await read('document')).toEqual({ parts: wire.document.parts });
    });

    describe('a stream', () => {
      it('is the same wherever its bytes are cut', async () => {
        const { bytes, contentType, parts } = wire.stream;
        for (let at = 0; at <= bytes.length; at++) {
          server.answers((response) => {
            response.writeHead(200, { 'content-type': contentType }).flushHeaders();
            response.write(bytes.subarray(0, at), () => {
              response.end(bytes.subarray(at));
            });
          });
          const reply = await read('stream');
          expect(reply.error).toBeUndefined();
          expect(reply.parts).toEqual(parts);
        }
      }, 30_000);

      it('is the same byte by byte', async () => {
        server.answers((response) => {
          response.writeHead(200, { 'content-type': wire.stream.contentType });
          for (const byte of wire.stream.bytes) response.write(Buffer.of(byte));
          response.end();
        });
        expect(await read('stream')).toEqual({ parts: wire.stream.parts });
      });

      it('that ends too early is never passed off as whole', async () => {
        const { bytes, contentType, parts } = wire.stream;
        for (let at = 0; at < bytes.length; at += 11) {
          replay({ contentType, bytes: bytes.subarray(0, at) });
          const reply = await read('stream');
          const isWhole = reply.parts.length === parts.length;
          if (!isWhole && !reply.parts.some((it) => it.type === 'finish')) {
            expect(reply.error).toMatchObject({ code: 'protocol_broken' });
          }
        }
      });

      it('breaks with the error that it carries, after what came before', async () => {
        replay({ contentType: wire.stream.contentType, bytes: wire.failureInStream.bytes });
        const { parts, error } = await read('stream');
        expect(parts.length).toBeGreaterThan(0);
        expect(error).toBeInstanceOf(UpstreamError);
        expect(error).toMatchObject({ code: wire.failureInStream.code });
      });

      it.each(wire.finishes)('finishes with %s as %s', async (raw, reason, bytes) => {
        replay({ contentType: wire.stream.contentType, bytes });
        const { parts, error } = await read('stream');
        expect(error).toBeUndefined();
        expect(parts).toContainEqual({ type: 'finish', choice: 0, reason, raw });
      });

      if (wire.stream.contentType.startsWith('text/event-stream')) {
        it.each(EVENT_VARIANTS)('may have %s', async (_name, vary) => {
          const bytes = Buffer.from(vary(wire.stream.bytes.toString()));
          replay({ contentType: wire.stream.contentType, bytes });
          expect(await read('stream')).toEqual({ parts: wire.stream.parts });
        });
      }
    });

    describe('compression', () => {
      it.each(ENCODINGS)('%s is undone', async (encoding, compress) => {
        for (const [delivery, answer] of [
          ['document', wire.document],
          ['stream', wire.stream],
        ] as const) {
          const bytes = compress(answer.bytes);
          replay({ ...answer, bytes }, { 'content-encoding': encoding });
          expect(await read(delivery)).toEqual({ parts: answer.parts });
        }
      });

      it('of an error is undone too', async () => {
        const { status, body } = wire.failures.context_overflow;
        const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
        server.replays(status, headers, gzipSync(JSON.stringify(body)));
        expect(await failWith()).toMatchObject({ code: 'context_overflow' });
      });

      it('does not let a small answer fill the memory', async () => {
        replay({ ...wire.document, bytes: BOMB }, { 'content-encoding': 'gzip' });
        const { error } = await read('document');
        expect(error).toMatchObject({ code: 'protocol_broken' });
      });

      it('that is broken breaks the answer', async () => {
        const bytes = gzipSync(wire.document.bytes).subarray(0, 20);
        replay({ ...wire.document, bytes }, { 'content-encoding': 'gzip' });
        expect((await read('document')).error).toBeInstanceOf(UpstreamError);
      });
    });

    describe('a failure', () => {
      it.each(Object.entries(wire.failures))('is known as %s', async (code, { status, body }) => {
        server.replaysJson(body, status);
        const error = await failWith();
        expect(error).toBeInstanceOf(UpstreamError);
        expect(error).toMatchObject({ code, provider: adapter.id, upstreamStatus: status });
      });

      it.each([
        ['seconds', { 'retry-after': '3' }, 3_000],
        ['fractions of a second', { 'retry-after': '0.25' }, 250],
        ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
        ['a year', { 'retry-after': '31536000' }, 600_000],
        ['nonsense', { 'retry-after': 'soon' }, undefined],
      ])('may ask to wait: %s', async (_name, headers, expected) => {
        const { status, body } = wire.failures.rate_limited;
        server.replaysJson(body, status, headers);
        const error = await failWith();
        expect((error as UpstreamError).retryAfterMs).toBe(expected);
      });

      it('may ask to wait until a date', async () => {
        const { status, body } = wire.failures.rate_limited;
        const date = new Date(Date.now() + 60_000).toUTCString();
        server.replaysJson(body, status, { 'retry-after': date });
        const { retryAfterMs = 0 } = (await failWith()) as UpstreamError;
        expect(retryAfterMs).toBeGreaterThan(50_000);
        expect(retryAfterMs).toBeLessThanOrEqual(60_000);
      });

      it('keeps its status where the body breaks or is a page', async () => {
        server.answers((response) => {
          response
            .writeHead(503, { 'content-type': 'application/json', 'content-length': '500' })
            .write('{"error":', () => response.socket?.destroy());
        });
        expect(await failWith()).toMatchObject({ code: 'overloaded', upstreamStatus: 503 });
        server.replays(502, { 'content-type': 'text/html' }, '<html>');
        expect(await failWith()).toMatchObject({ code: 'server_error', upstreamStatus: 502 });
      });

      it.each([
        ['HTML', 'text/html', '<html>'],
        ['JSON of another shape', 'application/json', '{"ok":true}'],
        ['broken JSON', 'application/json', '{"id'],
      ])('is an answer in %s', async (_name, contentType, text) => {
        replay({ contentType, bytes: Buffer.from(text) });
        expect(await failWith()).toMatchObject({ code: 'protocol_broken' });
      });
    });

    describe('the socket is closed', () => {
      /** The headers and all but the end. */
      const hang = () =>
        server.answers((response) => {
          const { bytes, contentType } = wire.stream;
          response.writeHead(200, { 'content-type': contentType });
          response.write(bytes.subarray(0, bytes.length >> 1));
        });

      it('when the signal aborts before the headers', async () => {
        const controller = new AbortController();
        server.answers(() => controller.abort(new Error('gone')));
        const { signal } = controller;
        const { error } = await collect(adapter, providerCall({}, 'stream', { signal }));
        expect(error).toMatchObject({ message: 'gone' });
        await server.requests[0]?.closed;
      });

      it('when the signal aborts amid the stream, and the reader gets its reason', async () => {
        hang();
        const controller = new AbortController();
        const reason = new UpstreamError('too slow', { code: 'timeout', provider: adapter.id });
        const { chunks } = await adapter.open(
          providerCall({}, 'stream', { signal: controller.signal }),
        );
        const reader = chunks[Symbol.asyncIterator]();
        await reader.next();
        controller.abort(reason);
        const rest = (async () => {
          while (!(await reader.next()).done);
        })();
        await expect(rest).rejects.toBe(reason);
        await server.requests[0]?.closed;
      });

      it('when the reader leaves, before or amid the chunks', async () => {
        hang();
        const unread = await adapter.open(providerCall({}, 'stream'));
        await unread.chunks[Symbol.asyncIterator]().return?.();
        await server.requests[0]?.closed;

        const { chunks } = await adapter.open(providerCall({}, 'stream'));
        const reader = chunks[Symbol.asyncIterator]();
        await reader.next();
        const pending = reader.next();
        await reader.return?.();
        await pending;
        await server.requests[1]?.closed;
        expect(await reader.next()).toEqual({ done: true, value: undefined });
      });
    });
  });
}
