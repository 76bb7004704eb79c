import net from 'node:net';

/** Stands between a client and a TCP server, and takes the server away for a while. */
export class CuttableProxy {
  #sockets = new Set();
  #server;
  #cut = false;

  static async start(host, port) {
    const proxy = new CuttableProxy();
    proxy.#server = net.createServer((client) => proxy.#join(client, net.connect(port, host)));
    await new Promise((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port() {
    return this.#server.address().port;
  }

  cut() {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#cut = false;
  }

  async stop() {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client, server) {
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    if (this.#cut) return client.destroy();
    client.pipe(server);
    server.pipe(client);
  }
}
