import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Credential, CredentialSource } from '../../contracts/credential-source.js';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { mapError } from '../openai-chat/map-error.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { readDocument } from '../transport/read-body.js';
import { VendorHttp } from '../vendor-http.js';
import { ProviderKeys } from './provider-keys.js';
import { ReplaceableCredentials } from './replaceable-credentials.js';

const FIRST = 'sk-first-0123456789';
const SECOND = 'sk-second-0123456789';

let server: ReplayServer;
let now: number;
let lines: string[];
let http: VendorHttp;

beforeEach(async () => {
  server = await ReplayServer.start();
  now = 0;
  lines = [];
});

afterEach(async () => {
  await http.close();
  await server.stop();
});

function use(source: CredentialSource | readonly Credential[], url = server.url): void {
  const log = (line: string) => lines.push(line);
  const keys = new ProviderKeys(
    'acme',
    'credentials' in source ? source : new ReplaceableCredentials('test', source),
    undefined,
    { log, warn: log },
    () => now,
  );
  http = new VendorHttp('acme', url, { 'user-agent': 'spec' }, { keys });
}

const PAIR: readonly Credential[] = [
  { key: FIRST, alias: 'first' },
  { key: SECOND, alias: 'second' },
];

/** Keys with a status here are answered with it, all others with success. */
function answers(failures: Record<string, [status: number, headers?: Record<string, string>]>) {
  server.answers((response, { headers }) => {
    const key = headers.authorization?.replace('Bearer ', '') ?? '';
    const [status, more] = failures[key] ?? [200];
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end('{}');
  });
}

async function call({ signal = new AbortController().signal, connectTimeoutMs = 2_000 } = {}) {
  const context = { provider: 'acme', scrub: (text: string) => text };
  const answer = await http.post(
    {
      path: '/chat',
      body: '{}',
      accept: 'application/json',
      signal,
      connectTimeoutMs,
    },
    (failed) => mapError(failed, context),
  );
  await readDocument(answer.body, 'acme');
  return answer.credential;
}

describe('the keys of a provider', () => {
  it('take turns, and answers tell which one was used', async () => {
    use(PAIR);
    answers({});
    expect([await call(), await call(), await call()]).toEqual(['first', 'second', 'first']);
    expect(server.requests.map((it) => it.headers.authorization)).toEqual(
      [FIRST, SECOND, FIRST].map((it) => `Bearer ${it}`),
    );
  });

  it('a key that is refused serves no more; the log says so once, by its alias', async () => {
    use(PAIR);
    answers({ [FIRST]: [401] });
    await expect(call()).rejects.toMatchObject({
      code: 'auth_refused',
      disposition: 'retry-same',
      anotherKey: true,
      credential: 'first',
    });
    expect([await call(), await call(), await call()]).toEqual(['second', 'second', 'second']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('first');
    expect(lines[0]).not.toContain(FIRST);
  });

  it('when all are refused another candidate has to do, and the keys are still tried', async () => {
    use(PAIR);
    answers({ [FIRST]: [401], [SECOND]: [403] });
    await expect(call()).rejects.toMatchObject({ anotherKey: true });
    const last = await call().catch((error: unknown) => error);
    expect(last).toMatchObject({ code: 'auth_refused', disposition: 'try-next' });
    expect(last).not.toHaveProperty('anotherKey');
    answers({});
    await call();
    expect(lines.at(-1)).toContain('again');
    expect(server.requests).toHaveLength(3);
  });

  it('a key whose rate is limited rests for as long as the provider says', async () => {
    use(PAIR);
    answers({ [FIRST]: [429, { 'retry-after': '30' }] });
    await expect(call()).rejects.toMatchObject({ code: 'rate_limited', anotherKey: true });
    answers({});
    now = 29_999;
    expect([await call(), await call()]).toEqual(['second', 'second']);
    now = 30_000;
    expect(new Set([await call(), await call()])).toEqual(new Set(['first', 'second']));
  });

  it('when all are limited, the provider is until the first of them is free', async () => {
    use(PAIR);
    answers({ [FIRST]: [429, { 'retry-after': '10' }], [SECOND]: [429, { 'retry-after': '60' }] });
    await expect(call()).rejects.not.toHaveProperty('retryAfterMs');
    now = 4_000;
    await expect(call()).rejects.toMatchObject({ disposition: 'try-next', retryAfterMs: 6_000 });
  });

  it('a key without credit rests for ten minutes', async () => {
    use(PAIR);
    answers({ [FIRST]: [402] });
    await expect(call()).rejects.toMatchObject({ code: 'quota_exhausted', anotherKey: true });
    now = 599_999;
    expect([await call(), await call()]).toEqual(['second', 'second']);
    answers({});
    now = 600_000;
    expect(new Set([await call(), await call()])).toContain('first');
  });

  it('other failures say nothing about the key', async () => {
    use(PAIR);
    answers({ [FIRST]: [503] });
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'overloaded', credential: 'first' });
    expect(failure).not.toHaveProperty('anotherKey');
  });

  it('are told of connections that break before an answer', async () => {
    use(PAIR);
    server.answers((response) => void response.destroy());
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'connection_failed',
      disposition: 'retry-same',
      credential: 'first',
    });
    expect(failure).not.toHaveProperty('anotherKey');
    await expect(call()).rejects.toMatchObject({ credential: 'second' });
  });

  it('are told of connections that are not made in time', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const connected = once(mute, 'connection') as Promise<[Socket]>;
    // Its side of the TLS handshake never comes.
    use(PAIR, `https://127.0.0.1:${(mute.address() as AddressInfo).port}`);
    await expect(call({ connectTimeoutMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
      disposition: 'try-next',
      credential: 'first',
    });
    (await connected)[0].destroy();
    mute.close();
  });

  it('are not told of what their user gave up: its reason is thrown as it is', async () => {
    use(PAIR);
    const reason = new UpstreamError('Provider acme kept silent.', {
      code: 'timeout',
      provider: 'acme',
    });
    const controller = new AbortController();
    server.answers(() => controller.abort(reason));
    await expect(call({ signal: controller.signal })).rejects.toBe(reason);
  });

  it('are replaced while the router runs', async () => {
    const source = new ReplaceableCredentials('mine', [{ key: FIRST }]);
    use(source);
    answers({});
    await call();
    source.replace([{ key: SECOND, alias: 'june' }]);
    expect(await call()).toBe('june');
    expect(() => source.replace([{ key: 'with\r\nheader: x' }])).toThrow(/white space/);
    expect(await call()).toBe('june');
  });

  it('serve on while their source fails, or gives what no key can be', async () => {
    let list: unknown = PAIR;
    use({
      id: 'vault',
      credentials: () =>
        list === undefined ? Promise.reject(new Error('sealed')) : (list as Credential[]),
    });
    answers({});
    await call();
    list = undefined;
    await call();
    list = [{ key: 'a b' }];
    await call();
    expect(server.requests).toHaveLength(3);
    expect(lines).toEqual([expect.stringContaining('sealed')]);
  });

  it('none at all: refused before anything is sent', async () => {
    use({ id: 'empty', credentials: () => [] });
    await expect(call()).rejects.toMatchObject({ code: 'auth_refused', disposition: 'try-next' });
    expect(server.requests).toHaveLength(0);
  });

  it('stay with their host when it redirects', async () => {
    const other = await ReplayServer.start();
    use(PAIR);
    server.replays(307, { location: `${other.url}/chat` }, '');
    await expect(call()).rejects.toMatchObject({
      code: 'protocol_broken',
      upstreamStatus: 307,
      credential: 'first',
    });
    expect(other.requests).toHaveLength(0);
    await other.stop();
  });
});
