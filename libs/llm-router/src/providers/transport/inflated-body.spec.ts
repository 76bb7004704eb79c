import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { ReplayServer } from '../replay-server.fixture.js';
import { HttpTransport } from './http-transport.js';
import { inflated } from './inflated-body.js';
import { readDocument } from './read-body.js';

let server: ReplayServer;
let transport: HttpTransport;

beforeEach(async () => {
  server = await ReplayServer.start();
  transport = new HttpTransport('acme', server.url);
});
afterEach(async () => {
  await transport.close();
  await server.stop();
});

function get() {
  const signal = new AbortController().signal;
  return transport.send({ method: 'GET', path: '/', headers: [], signal, connectTimeoutMs: 2_000 });
}

const TEXT = JSON.stringify({ text: 'ä'.repeat(100_000) });

describe('a compressed answer', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['GZIP ', gzipSync(TEXT)],
    ['identity', Buffer.from(TEXT)],
  ])('is read as it was before: %s', async (encoding, bytes) => {
    server.replays(200, { 'content-encoding': encoding }, bytes);
    expect(await readDocument((await get()).body, 'acme')).toBe(TEXT);
  });

  it('that is a bomb ends at the limit, and so does the connection', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    server.replays(200, { 'content-encoding': 'gzip' }, bomb);
    await expect(readDocument((await get()).body, 'acme', Infinity)).rejects.toMatchObject({
      code: 'protocol_broken',
      message: expect.stringContaining('inflates') as string,
    });
  });

  it.each([
    ['is damaged', 'gzip', Buffer.from('this is no gzip')],
    ['is cut', 'gzip', gzipSync(TEXT).subarray(0, 40)],
    ['is cut', 'br', brotliCompressSync(TEXT).subarray(0, 10)],
    ['is compressed in an unknown way', 'zstd', Buffer.from('x')],
    ['is compressed in an unknown way', 'constructor', Buffer.from('x')],
    ['is compressed twice', 'gzip, gzip', gzipSync(gzipSync(TEXT))],
  ])('that %s is no answer: %s', async (_what, encoding, bytes) => {
    server.replays(200, { 'content-encoding': encoding }, bytes);
    const reading = get().then(({ body }) => readDocument(body, 'acme'));
    await expect(reading).rejects.toMatchObject({ code: 'protocol_broken' });
  });

  it('streams: a piece that was flushed is there before the next', async () => {
    let finish = () => undefined as void;
    server.answers((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      // Two members of one gzip stream (RFC 1952, 2.2).
      response.write(gzipSync('one'));
      finish = () => void response.end(gzipSync('two'));
    });
    const { body } = await get();
    expect((await body.next()).value?.toString()).toBe('one');
    finish();
    expect((await body.next()).value?.toString()).toBe('two');
    expect(await body.next()).toMatchObject({ done: true });
  });

  it('left early, or never read, closes its socket', async () => {
    server.answers((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('one'));
    });
    const read = await get();
    await read.body.next();
    await read.body.return();
    await server.requests[0]?.closed;
    await (await get()).body.return();
    await server.requests[1]?.closed;
  });

  it('whose socket breaks fails as the socket did', async () => {
    server.answers((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(gzipSync(TEXT).subarray(0, 100), () => response.destroy());
    });
    const { body } = await get();
    await expect(readDocument(body, 'acme')).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('without a body is empty', async () => {
    server.replays(204, { 'content-encoding': 'gzip' }, '');
    const { body } = await get();
    expect(await readDocument(inflated(body, undefined, 'acme'), 'acme')).toBe('');
  });
});
