import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import type { ServerResponse } from 'node:http';
import { CallAbortedError } from '../../contracts/errors/request-errors.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { HttpTransport } from './http-transport.js';
import { readDocument, readFailure } from './read-body.js';

let server: ReplayServer;
let transport: HttpTransport;
const tcpServers: Server[] = [];
const tcpSockets: Socket[] = [];

beforeEach(async () => {
  server = await ReplayServer.start();
  transport = new HttpTransport('acme', server.url);
});

afterEach(async () => {
  await transport.close();
  await server.stop();
  tcpSockets.splice(0).forEach((it) => it.destroy());
  tcpServers.splice(0).forEach((it) => it.close());
});

function get(signal = new AbortController().signal, over = transport) {
  return over.send({ method: 'GET', path: '/', headers: [], signal, connectTimeoutMs: 2_000 });
}

/** A server below HTTP. */
async function tcp(onSocket: (socket: Socket) => void): Promise<number> {
  const tcpServer = createTcpServer((socket) => {
    tcpSockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  tcpServers.push(tcpServer);
  tcpServer.listen(0, '127.0.0.1');
  await once(tcpServer, 'listening');
  return (tcpServer.address() as AddressInfo).port;
}

async function transportTo(origin: string): Promise<HttpTransport> {
  await transport.close();
  transport = new HttpTransport('acme', origin);
  return transport;
}

describe('HttpTransport', () => {
  it('sends what it is given and gives back status, headers and bytes', async () => {
    server.replays(201, { 'x-one': 'two' }, 'three');
    const answer = await transport.send({
      method: 'POST',
      path: '/v1/things?a=b',
      headers: ['authorization', 'Bearer secret'],
      body: 'päyload',
      signal: new AbortController().signal,
      connectTimeoutMs: 2_000,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['x-one']).toBe('two');
    expect(await readDocument(answer.body, 'acme')).toBe('three');
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/things?a=b',
      body: 'päyload',
      headers: { authorization: 'Bearer secret' },
    });
  });

  it('uses one connection for calls one after another', async () => {
    server.replays(200, {}, 'x');
    for (let call = 0; call < 5; call++) {
      await readDocument((await get()).body, 'acme');
      // A connection is free again one turn of the event loop after its answer ended.
      await setImmediate();
    }
    expect(server.requests).toHaveLength(5);
    expect(server.connections).toBe(1);
  });

  it('uses as many connections as calls are under way', async () => {
    const held: ServerResponse[] = [];
    const allHere = new Promise<void>((resolve) => {
      server.answers((response) => {
        if (held.push(response) === 3) resolve();
      });
    });
    const calls = [get(), get(), get()];
    await allHere;
    held.forEach((it) => it.end('x'));
    await Promise.all((await Promise.all(calls)).map((it) => readDocument(it.body, 'acme')));
    expect(server.connections).toBe(3);
  });

  it('closes the socket when the signal aborts before the headers', async () => {
    const asked = new Promise<void>((resolve) => server.answers(() => resolve()));
    const controller = new AbortController();
    const call = get(controller.signal);
    await asked;
    const reason = new CallAbortedError();
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await server.requests[0]?.closed;
  });

  it('closes the socket when the signal aborts amid the body', async () => {
    server.answers((response) => response.writeHead(200).write('begin'));
    const controller = new AbortController();
    const { body } = await get(controller.signal);
    await body.next();
    const waiting = body.next();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await server.requests[0]?.closed;
  });

  it('closes the socket when a reader that never pulled leaves', async () => {
    server.answers((response) => response.writeHead(200).write('begin'));
    const { body } = await get();
    await body.return();
    await server.requests[0]?.closed;
    await expect(body.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it('keeps the connection when what is left is discarded', async () => {
    server.answers((response) => {
      response.writeHead(200).write('begin', () => response.end('end'));
    });
    for (let call = 0; call < 5; call++) {
      const { body } = await get();
      await body.next();
      body.discard();
      await expect(body.next()).resolves.toEqual({ done: true, value: undefined });
      while (server.underWay > 0) await setImmediate();
      await setImmediate();
    }
    expect(server.connections).toBeLessThan(5);
  });

  it('closes the socket when what is left to discard is too much', async () => {
    server.answers((response) => {
      response.writeHead(200).write('begin', () => response.write('x'.repeat(100_000)));
    });
    const { body } = await get();
    body.discard();
    await server.requests[0]?.closed;
  });

  it('refuses to send with a signal that is aborted already', async () => {
    const reason = new CallAbortedError();
    await expect(get(AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(get(AbortSignal.abort('a string'))).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.connections).toBe(0);
  });

  it('lets the sender wait for a slow reader', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    server.answers((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (sent < 64) {
          sent++;
          if (!response.write(megabyte)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const { body } = await get();
    await body.next();
    for (let turn = 0; turn < 200; turn++) await setImmediate();
    expect(sent).toBeLessThan(64);
    expect((await readDocument(body, 'acme')).length).toBeGreaterThan(63 * 1024 * 1024);
    expect(sent).toBe(64);
  });

  it('stops reading a document that is longer than its limit', async () => {
    server.answers((response) => {
      response.writeHead(200).write('x'.repeat(1_001));
    });
    const { body } = await get();
    await expect(readDocument(body, 'acme', 1_000)).rejects.toMatchObject({
      code: 'protocol_broken',
      message: 'Provider acme gave no usable answer: its answer is longer than 1000 bytes.',
    });
    await server.requests[0]?.closed;
  });

  it('reads no more than the beginning of an endless error', async () => {
    server.answers((response) => {
      response.writeHead(500).write('x'.repeat(200_000));
    });
    const { body } = await get();
    expect(await readFailure(body)).toHaveLength(65_536);
    await server.requests[0]?.closed;
  });

  it('tells a refused connection', async () => {
    const port = await tcp(() => undefined);
    tcpServers.splice(0).forEach((it) => it.close());
    await expect(
      get(undefined, await transportTo(`http://127.0.0.1:${port}`)),
    ).rejects.toMatchObject({
      code: 'connection_failed',
      provider: 'acme',
      disposition: 'retry-same',
      message: 'The connection to provider acme failed (ECONNREFUSED).',
      cause: 'ECONNREFUSED',
    });
  });

  it('tells an unknown host', async () => {
    await expect(get(undefined, await transportTo('http://host.invalid'))).rejects.toMatchObject({
      code: 'connection_failed',
      cause: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  it('tells a connection that breaks before and amid the answer', async () => {
    server.answers((response) => response.socket?.resetAndDestroy());
    await expect(get()).rejects.toMatchObject({ code: 'connection_failed' });
    server.answers((response) => {
      response.writeHead(200).write('begin', () => response.socket?.destroy());
    });
    const { body } = await get();
    await expect(readDocument(body, 'acme')).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('tells what is not HTTP', async () => {
    const port = await tcp((socket) =>
      socket.on('data', () => socket.write('220 mail.example ESMTP\r\n')),
    );
    await expect(
      get(undefined, await transportTo(`http://127.0.0.1:${port}`)),
    ).rejects.toMatchObject({
      code: 'protocol_broken',
      message: 'Provider acme does not speak proper HTTP (HPE_INVALID).',
    });
  });

  it('tells a failed TLS handshake', async () => {
    const port = await tcp((socket) => socket.end('this is no TLS'));
    await expect(
      get(undefined, await transportTo(`https://127.0.0.1:${port}`)),
    ).rejects.toMatchObject({
      code: 'connection_failed',
    });
  });

  it('gives up a connection that takes too long, and says nothing when it comes after all', async () => {
    const port = await tcp(() => undefined);
    const slow = await transportTo(`https://127.0.0.1:${port}`);
    const call = slow.send({
      method: 'GET',
      path: '/',
      headers: [],
      signal: new AbortController().signal,
      connectTimeoutMs: 20,
    });
    await expect(call).rejects.toMatchObject({
      code: 'timeout',
      message: 'Provider acme accepted no connection within 20 ms.',
    });
  });

  it('gives up at once when the signal aborts while it connects', async () => {
    const connected = new Promise<number>((resolve, reject) => {
      tcp(() => undefined).then(resolve, reject);
    });
    const slow = await transportTo(`https://127.0.0.1:${await connected}`);
    const controller = new AbortController();
    const call = get(controller.signal, slow);
    const reason = new CallAbortedError();
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('sends nothing when the connection comes after the signal aborted', async () => {
    const controller = new AbortController();
    const call = get(controller.signal);
    const reason = new CallAbortedError();
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await server.anyClosed;
    expect(server.requests).toHaveLength(0);
  });

  it('ends calls under way when it is closed, and serves again afterwards', async () => {
    const asked = new Promise<void>((resolve) => server.answers(() => resolve()));
    const call = get();
    await asked;
    const failed = expect(call).rejects.toMatchObject({ code: 'connection_failed' });
    await transport.close();
    await failed;
    server.replays(200, {}, 'x');
    expect(await readDocument((await get()).body, 'acme')).toBe('x');
  });
});
