import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { Worker } from 'node:worker_threads';

/** Answers one request, for the model of the same name. */
export type Misbehaviour = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A provider that is broken or means ill: each of its models misbehaves in its own way. */
export class HostileUpstream {
  /** Bytes that were handed to sockets, by model. */
  readonly sent = new Map<string, number>();
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly behaviours: Readonly<Record<string, Misbehaviour>>,
  ) {}

  static async start(behaviours: Readonly<Record<string, Misbehaviour>>): Promise<HostileUpstream> {
    const server = createServer();
    const upstream = new HostileUpstream(server, behaviours);
    server.on('connection', (socket) => {
      upstream.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => upstream.sockets.delete(socket));
    });
    server.on('request', (request, response) => void upstream.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return upstream;
  }

  get url(): string {
    return urlOf(this.server);
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string };
    this.asked.push(model);
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    response.on('close', () => this.sent.set(model, (socket?.bytesWritten ?? 0) - before));
    await this.behaviours[model]?.(response, request);
  }
}

export function urlOf(server: Server | TcpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Writes the same piece until the reader leaves, or the whole of it has been sent. */
export async function pour(response: ServerResponse, piece: Buffer, bytes = Infinity) {
  for (let sent = 0; sent < bytes && !response.destroyed; sent += piece.length) {
    if (response.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }
  response.end();
}

/** A server below HTTP, which writes bytes as soon as somebody connects. */
export async function startTcp(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    stop: async () => {
      sockets.forEach((it) => it.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address that does not exist any more. */
export async function refusingUrl(): Promise<string> {
  const { url, stop } = await startTcp(() => undefined);
  await stop();
  return url;
}

const SLEEPER = `
const { createServer } = require('node:net');
const { parentPort } = require('node:worker_threads');
const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** A port whose queue of connections is full and is never served: what connects there hears nothing at all. */
export async function startBlackHole() {
  const worker = new Worker(SLEEPER, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  for (let queued = true; queued;) {
    const socket = connect(port, '127.0.0.1');
    fillers.push(socket.on('error', () => undefined));
    queued = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      setTimeout(() => resolve(false), 150);
    });
  }
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      fillers.forEach((it) => it.destroy());
      await worker.terminate();
    },
  };
}
