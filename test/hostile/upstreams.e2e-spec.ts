import { request as httpRequest } from 'node:http';
import { LlmRouter } from 'nestjs-llm-router';
import { hello, RunningGateway } from '../gateway/running-gateway.js';
import { HostileUpstream, refusingUrl, startBlackHole, startTcp } from './hostile-upstream.js';
import { MISBEHAVIOURS } from './misbehaviours.js';
import { expectNothingShown, UPSTREAM_KEY } from './nothing-shown.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;

let upstream: HostileUpstream;
let gateway: RunningGateway;
/** For what takes a while to be read and refused, however busy the machine is. */
let patient: RunningGateway;
const LARGE = /bomb|-gib$|-mib$|lines-of-one-event/;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  upstream = await HostileUpstream.start(MISBEHAVIOURS);
  const blackHole = await startBlackHole();
  const mute = await startTcp((socket) => socket.resume());
  const plain = await startTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  stops.push(() => upstream.stop(), blackHole.stop, mute.stop, plain.stop);
  const provider = (id: string, url: string) => ({
    type: 'openai-compatible',
    id,
    baseUrl: `${url}/v1`,
    apiKey: UPSTREAM_KEY,
  });
  gateway = await RunningGateway.start({
    config: {
      providers: [
        provider('hostile', upstream.url),
        provider('refused', await refusingUrl()),
        provider('black-hole', blackHole.url),
        provider('not-tls', plain.url.replace('http:', 'https:')),
        provider('mute-tls', mute.url.replace('http:', 'https:')),
        provider('no-such-host', 'http://no-such-host.invalid'),
      ],
      timeouts: { connect: 400, firstPart: 800, idle: 300, attempt: '2s', total: '8s' },
      retries: { attempts: 1 },
      breaker: false,
    },
  });
  patient = await RunningGateway.start({
    config: {
      providers: [provider('hostile', upstream.url)],
      retries: { attempts: 1 },
      breaker: false,
    },
  });
  stops.unshift(
    () => gateway.stop(),
    () => patient.stop(),
  );
});
afterEach(async () => {
  // Whatever came, the next request is served, nothing is under way, and no socket is left behind.
  const next = await complete('hostile/ok');
  expect(next.status).toBe(200);
  for (const { app } of [gateway, patient]) {
    await until(() => app.get(LlmRouter).callsUnderWay === 0);
  }
  // Each keeps one for its next call.
  await until(() => upstream.openSockets <= 2);
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

async function complete(model: string, stream = false) {
  const body = JSON.stringify({ model, stream, ...hello });
  const asked = LARGE.test(model) ? patient : gateway;
  const answer = await asked.post('/v1/chat/completions', body);
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const { body: row } = await asked.get(
    `/admin/ledger/requests/${answer.headers.get('x-request-id')}`,
  );
  expectNothingShown(text);
  expectNothingShown(JSON.stringify(row));
  return { ...answer, text, row, last: row.attempts?.at(-1) };
}

type Model = `hostile/${keyof typeof MISBEHAVIOURS}` | `${string}/m`;
type Failing = [model: Model, code: string, ledger?: string];

describe('a call that nothing usable answers is a 503, and the ledger knows why', () => {
  it.each<Failing>([
    ['refused/m', 'connection_failed'],
    ['black-hole/m', 'timeout', 'timed_out'],
    ['not-tls/m', 'connection_failed'],
    ['mute-tls/m', 'timeout', 'timed_out'],
    ['no-such-host/m', 'connection_failed'],
    ['hostile/cut-document', 'connection_failed'],
    ['hostile/no-content', 'protocol_broken'],
    ['hostile/empty-document', 'protocol_broken'],
    ['hostile/body-of-1-gib', 'protocol_broken'],
    ['hostile/error-of-1-gib', 'server_error'],
    ['hostile/gzip-bomb', 'protocol_broken'],
    ['hostile/headers-of-1-mib', 'protocol_broken'],
    ['hostile/not-http', 'protocol_broken'],
    ['hostile/two-lengths', 'protocol_broken'],
    ['hostile/invalid-json', 'protocol_broken'],
    ['hostile/html', 'protocol_broken'],
    ['hostile/html-as-json', 'protocol_broken'],
    ['hostile/a-list', 'server_error'],
    ['hostile/null', 'protocol_broken'],
    ['hostile/nested-deeply', 'server_error'],
    ['hostile/error-with-200', 'overloaded'],
    ['hostile/redirect-to-metadata', 'protocol_broken'],
    ['hostile/redirect-to-other-host', 'protocol_broken'],
    ['hostile/informational-only', 'connection_failed'],
    ['hostile/unknown-status', 'server_error'],
    ['hostile/quotes-a-stack', 'server_error'],
  ])('%s: %s', async (model, code, ledger = 'failed') => {
    const { status, body, row, last } = await complete(model);
    expect([status, body.error.code]).toEqual([503, 'attempts_exhausted']);
    expect([row.status, last.status, last.errorCode]).toEqual(['failed', ledger, code]);
  });

  it.each<Failing>([
    ['hostile/silent-before-headers', 'timeout', 'timed_out'],
    ['hostile/silent-after-headers', 'timeout', 'timed_out'],
    ['hostile/endless-empty-deltas', 'timeout', 'timed_out'],
    ['hostile/no-choice', 'protocol_broken'],
    ['hostile/empty-stream', 'protocol_broken'],
    ['hostile/line-of-64-mib', 'protocol_broken'],
    ['hostile/lines-of-one-event', 'protocol_broken'],
    ['hostile/brotli-bomb-as-stream', 'protocol_broken'],
  ])('as a stream, %s: %s', async (model, code, ledger = 'failed') => {
    const { status, body, last } = await complete(model, true);
    expect([status, body.error.code]).toEqual([503, 'attempts_exhausted']);
    expect([last.status, last.errorCode]).toEqual([ledger, code]);
  });

  it('what never ends is not read to its end', () => {
    for (const [model, most] of [
      ['body-of-1-gib', 80],
      ['error-of-1-gib', 8],
      ['line-of-64-mib', 32],
      ['lines-of-one-event', 48],
    ] as const) {
      expect([model, upstream.sent.get(model)! < most * MIB]).toEqual([model, true]);
    }
  });

  it('a document that trickles is given up when the time of an attempt has passed', async () => {
    const { status, last } = await complete('hostile/trickling-document');
    expect([status, last.status, last.errorCode]).toEqual([503, 'timed_out', 'timeout']);
  });

  it('a refusal that quotes our key is told without it', async () => {
    const { status, body, row } = await complete('hostile/quotes-the-key');
    expect([status, body.error.code, row.status]).toEqual([400, 'bad_request', 'failed']);
    expect(body.error.message).toContain('[key]');
  });
});

describe('a stream that breaks off ends with an error, and without [DONE]', () => {
  it.each<[model: Model]>([
    ['hostile/silent-after-a-part'],
    ['hostile/comments-only'],
    ['hostile/no-finish'],
    ['hostile/invalid-json-in-stream'],
    ['hostile/error-in-stream'],
  ])('%s', async (model) => {
    const { status, text, row } = await complete(model, true);
    expect([status, row.status, row.errorCode]).toEqual([200, 'interrupted', 'stream_interrupted']);
    expect(text).toContain('"content":"one"');
    expect(text).toContain('stream_interrupted');
    expect(text).not.toContain('[DONE]');
  });

  it('one without end is ended by the time of an attempt', async () => {
    const { text, row } = await complete('hostile/endless-stream', true);
    expect([row.status, row.errorCode]).toEqual(['interrupted', 'stream_interrupted']);
    expect(text).not.toContain('[DONE]');
  });

  it('one without end ends when its client leaves', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(
        `${gateway.url.replace('localhost', '127.0.0.1')}/v1/chat/completions`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
        },
      );
      request.on('response', (response) => {
        response.once('data', () => request.destroy()).on('error', () => undefined);
      });
      request.on('error', () => undefined).once('close', resolve);
      request.end(JSON.stringify({ model: 'hostile/endless-stream', stream: true, ...hello }));
    });
    await until(() => gateway.app.get(LlmRouter).callsUnderWay === 0);
    const { body } = await gateway.get('/admin/ledger/requests?limit=1');
    expect(body.data[0].status).toBe('aborted');
  });
});

describe('what is strange, but an answer, is passed on in order', () => {
  it.each<[model: Model]>([
    ['hostile/missing-usage'],
    ['hostile/absurd-usage'],
    ['hostile/usage-of-other-types'],
  ])('%s: tokens are estimated', async (model) => {
    const { status, row } = await complete(model);
    expect([status, row.status, row.usage.estimated]).toEqual([200, 'succeeded', true]);
    expect(row.usage.input + row.usage.output).toBeGreaterThan(0);
    expect(row.usage.input + row.usage.output).toBeLessThan(100);
  });

  it('bytes that are no UTF-8 become U+FFFD', async () => {
    const { status, body } = await complete('hostile/invalid-utf-8');
    expect(status).toBe(200);
    expect(body.choices[0].message.content).toBe('a\ufffd\ufffd(b');
    expect((await complete('hostile/invalid-utf-8-in-stream', true)).text).toContain('a\ufffdb');
  });

  it('data after [DONE] are not read', async () => {
    const { text, row } = await complete('hostile/after-done', true);
    expect(text).not.toContain('SECRET');
    expect(text.trim().endsWith('[DONE]')).toBe(true);
    expect(row.status).toBe('succeeded');
  });

  it.each<[model: Model]>([['hostile/done-without-finish'], ['hostile/finish-without-done']])(
    '%s: one of the two ends is enough',
    async (model) => {
      const { text, row } = await complete(model, true);
      expect(text.trim().endsWith('[DONE]')).toBe(true);
      expect(row.status).toBe('succeeded');
    },
  );

  it('indexes of tool calls that no list could have become the next ones', async () => {
    const { text, row } = await complete('hostile/tool-index-1e9', true);
    expect(row.status).toBe('succeeded');
    const calls = [...text.matchAll(/"index":(\d+),"id":"(call_\d)"/g)].map(([, index, id]) => [
      id,
      index,
    ]);
    expect(calls).toEqual([
      ['call_1', '0'],
      ['call_2', '1'],
    ]);
  });

  it('two tool calls of one id stay two; two replies of one id stay two calls', async () => {
    const first = await complete('hostile/duplicated-ids');
    const second = await complete('hostile/duplicated-ids');
    expect(first.body.choices[0].message.tool_calls).toHaveLength(2);
    expect(first.row.id).not.toBe(second.row.id);
  });

  it('__proto__ in an answer changes no prototype', async () => {
    const { status } = await complete('hostile/proto-in-answer');
    expect(status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
