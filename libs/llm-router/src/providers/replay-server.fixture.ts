import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the socket that the request came on is closed. */
  readonly closed: Promise<unknown>;
}

type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** A real HTTP server on a free port that answers what a spec tells it, and remembers what it was asked. */
export class ReplayServer {
  readonly requests: SeenRequest[] = [];
  connections = 0;
  /** Answers that are not sent completely yet. */
  underWay = 0;
  /** Resolves when any connection is closed. */
  readonly anyClosed: Promise<unknown>;
  private answer: Answer = (response) => response.writeHead(404).end();
  private readonly sockets = new Map<Socket, Promise<unknown>>();

  private constructor(private readonly server: Server) {
    this.anyClosed = new Promise((resolve) => {
      server.on('connection', (socket) => socket.once('close', resolve));
    });
  }

  static async start(): Promise<ReplayServer> {
    const server = createServer();
    const replay = new ReplayServer(server);
    server.on('connection', (socket) => {
      replay.connections++;
      socket.on('error', () => undefined);
      replay.sockets.set(socket, new Promise((resolve) => socket.once('close', resolve)));
    });
    server.on('request', (request, response) => void replay.serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return replay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answers(answer: Answer): void {
    this.answer = answer;
  }

  /** Answers with a status and a body in one piece. */
  replays(status: number, headers: Record<string, string>, body: string | Buffer): void {
    this.answers((response) => response.writeHead(status, headers).end(body));
  }

  replaysJson(body: unknown, status = 200, headers: Record<string, string> = {}): void {
    this.replays(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  }

  replaysStream(text: string): void {
    this.replays(200, { 'content-type': 'text/event-stream; charset=utf-8' }, text);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.keys()) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen: SeenRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      closed: this.sockets.get(request.socket) ?? Promise.resolve(),
    };
    this.requests.push(seen);
    this.underWay++;
    response.once('close', () => this.underWay--);
    this.answer(response, seen);
  }
}
