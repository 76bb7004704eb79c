import { connect, type Socket } from 'node:net';

/** A client below HTTP: it sends what no HTTP client would, and gives back all that comes until the server closes. */
export class RawClient {
  readonly socket: Socket;
  readonly closed: Promise<string>;
  received = '';

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text: string) => (this.received += text));
    // A server that refuses what is still being sent resets the connection.
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve(this.received)));
  }

  send(bytes: string | Buffer): this {
    if (this.socket.writable) this.socket.write(bytes);
    return this;
  }

  /** Statuses of the answers that have come. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }
}

export function post(body: string, headers: readonly string[] = []): string {
  return [
    'POST /v1/chat/completions HTTP/1.1',
    'host: gateway',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}
