import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Behaviour, BehaviourRule } from './behaviour/behaviour.js';
import { checkBehaviour } from './behaviour/check-behaviour.js';
import { handleRequest } from './server/handle-request.js';
import type { ModelStats } from './server/provider-stats.js';
import { ProviderState } from './server/provider-state.js';
import type { ReceivedRequest } from './server/received-requests.js';

export interface SimulatedProviderOptions {
  /** 0, which is the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly name?: string;
  /** When set, requests without it are refused, control routes excepted. */
  readonly apiKey?: string;
  /** How every call is answered, unless its model's name or a rule says otherwise. */
  readonly defaults?: Behaviour;
}

/** Longer than clients keep sockets, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 120_000;

/** A vendor of language models that is none: real sockets, real wire formats, and faults to order. */
export class SimulatedProvider {
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly state: ProviderState,
    private readonly host: string,
    readonly port: number,
  ) {}

  static async start(options: SimulatedProviderOptions = {}): Promise<SimulatedProvider> {
    const { port = 0, host = '127.0.0.1', name = 'simulated-provider', apiKey, defaults } = options;
    const state = new ProviderState(name, apiKey, defaults && checkBehaviour(defaults));
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 });
    server.on('request', (request, response) => handleRequest(state, request, response));
    server.on('clientError', (_error, socket) => {
      if (!socket.writable) return void socket.destroy();
      socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const provider = new SimulatedProvider(
      server,
      state,
      host,
      (server.address() as AddressInfo).port,
    );
    server.on('connection', (socket: Socket) => provider.#track(socket));
    return provider;
  }

  get name(): string {
    return this.state.name;
  }

  get url(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** The last thousand requests, oldest first; control requests are not among them. */
  get requests(): readonly ReceivedRequest[] {
    return this.state.received.all;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Calls taken and usage reported, by model. */
  stats(): Readonly<Record<string, ModelStats>> {
    return this.state.stats.snapshot();
  }

  /** Orders a behaviour for the next `times` calls, or until reset; of one model, or of all. */
  behave(rule: BehaviourRule): void {
    this.state.rules.add(checkBehaviour(rule));
  }

  /** Forgets rules, requests and counts, and ends a pause. */
  reset(): void {
    this.state.reset();
  }

  /** From now on requests are taken and left waiting. */
  pause(): void {
    this.state.pause();
  }

  /** Answers all that a pause left waiting. */
  resume(): void {
    this.state.resume();
  }

  /** Stops at once, as if killed: every socket is destroyed, half-sent answers included. */
  async close(): Promise<void> {
    this.state.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
