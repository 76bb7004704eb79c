import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { SimulatedProvider } from 'simulated-provider';

/** A provider behind a socket of its own that counts who connects and every byte that comes. */
export class MeteredProvider {
  connections = 0;
  bytes = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly behind: SimulatedProvider,
  ) {}

  static async start(): Promise<MeteredProvider> {
    const behind = await SimulatedProvider.start();
    const server = createServer();
    const metered = new MeteredProvider(server, behind);
    server.on('connection', (socket) => metered.accept(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return metered;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await this.behind.close();
  }

  private accept(socket: Socket): void {
    this.connections++;
    const onward = connect(this.behind.port, '127.0.0.1');
    for (const it of [socket, onward]) {
      this.sockets.add(it);
      it.on('error', () => undefined);
      it.on('close', () => this.sockets.delete(it));
    }
    socket.on('data', (data) => (this.bytes += data.length));
    socket.pipe(onward).pipe(socket);
  }
}
