import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientWatch } from './client-watch.js';
import { EventStream, eventFrame } from './event-stream.js';

const LARGE = eventFrame('x'.repeat(4 * 1024 * 1024));

describe('EventStream', () => {
  let server: Server;

  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A stream on a real socket, and the client that does not read it yet. */
  async function connect() {
    const client = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    client.on('error', () => undefined);
    const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
    const watch = new ClientWatch(response);
    const stream = new EventStream(response, { 'x-a': '1' }, watch.gone);
    return { client, stream, watch, response };
  }

  it('sends events that are not to be buffered', async () => {
    const { client, stream } = await connect();
    await stream.write(eventFrame('one'));
    const [answer] = (await once(client, 'response')) as [IncomingMessage];
    stream.end();
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-a': '1',
    });
    expect(await text(answer)).toBe('data: one\n\n');
  });

  it('waits for a client that reads slowly', async () => {
    const { client, stream } = await connect();
    let written = false;
    const writing = stream.write(LARGE).then(() => (written = true));
    const [answer] = (await once(client, 'response')) as [IncomingMessage];
    expect(written).toBe(false);
    const reading = text(answer);
    await writing;
    stream.end();
    expect(await reading).toBe(LARGE);
  });

  it('stops waiting for a client that leaves, and writes nothing to it any more', async () => {
    const { client, stream, watch } = await connect();
    const writing = stream.write(LARGE);
    client.destroy();
    await writing;
    expect(watch.signal.aborted).toBe(true);
    await stream.write(LARGE);
    stream.end();
  });
});

it('joins the lines of a payload into one event', () => {
  expect(eventFrame('{\r\n"a": 1\n}')).toBe('data: {\ndata: "a": 1\ndata: }\n\n');
});

async function text(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  return (await answer.toArray()).join('');
}
