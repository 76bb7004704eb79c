import type { LookupAddress } from 'node:dns';
import { ReplayServer } from '../replay-server.fixture.js';
import { HttpTransport } from './http-transport.js';
import { isPrivateAddress } from './private-addresses.js';
import { readDocument } from './read-body.js';

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
  ])('%s is', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each([
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1',
    '64:ff9b::101:101',
    '::ffff:8.8.8.8',
  ])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('a provider whose name leads to a private address', () => {
  let server: ReplayServer;
  let transport: HttpTransport | undefined;

  beforeEach(async () => {
    server = await ReplayServer.start();
    server.replays(200, {}, 'here');
  });
  afterEach(async () => {
    await transport?.close();
    await server.stop();
  });

  /** Each look-up of the name gives the next of these addresses. */
  function transportTo(name: string, addresses: string[][], local?: boolean) {
    const asked: string[] = [];
    transport = new HttpTransport('acme', `http://${name}:${new URL(server.url).port}`, {
      ...(local === undefined ? {} : { local }),
      lookup: (hostname, options, done) => {
        asked.push(hostname);
        const found = (addresses.shift() ?? []).map((address): LookupAddress => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }));
        if (options.all) done(null, found);
        else done(null, found[0]!.address, found[0]!.family);
      },
    });
    return { asked, transport };
  }

  const get = async (over: HttpTransport) => {
    const signal = new AbortController().signal;
    const answer = await over.send({
      method: 'GET',
      path: '/',
      headers: [],
      signal,
      connectTimeoutMs: 2_000,
    });
    return readDocument(answer.body, 'acme');
  };

  it('is not connected to, and the failure shows no address', async () => {
    const { transport } = transportTo('llm.example', [['127.0.0.1']]);
    const failure = (await get(transport).catch((error: unknown) => error)) as Error;
    expect(failure).toMatchObject({ code: 'connection_failed', disposition: 'try-next' });
    expect(failure.message).toContain('private address');
    expect(failure.message).not.toContain('127.0');
    expect(server.connections).toBe(0);
  });

  it('is not connected to where only one of its addresses is private', async () => {
    const { transport } = transportTo('llm.example', [['1.1.1.1', '127.0.0.1']]);
    await expect(get(transport)).rejects.toMatchObject({ code: 'connection_failed' });
    expect(server.connections).toBe(0);
  });

  it('is resolved once for each connection, so it cannot be public for the check and private for the socket', async () => {
    const { transport, asked } = transportTo('llm.example', [['127.0.0.1'], ['1.1.1.1']]);
    await expect(get(transport)).rejects.toMatchObject({ code: 'connection_failed' });
    expect(asked).toHaveLength(1);
  });

  it('is connected to where it is marked as local', async () => {
    const { transport } = transportTo('llm.example', [['127.0.0.1']], true);
    await expect(get(transport)).resolves.toBe('here');
  });

  it('is connected to where it is localhost', async () => {
    const { transport } = transportTo('localhost', [['127.0.0.1']]);
    await expect(get(transport)).resolves.toBe('here');
  });

  it('a configured address is what it is', async () => {
    const { transport, asked } = transportTo('127.0.0.1', []);
    await expect(get(transport)).resolves.toBe('here');
    expect(asked).toEqual([]);
  });
});
