import { secretScrubber } from '../secret-scrubber.js';
import { mapError } from './map-error.js';

const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz';
const context = { provider: 'acme', model: 'm-1', scrub: secretScrubber([KEY]) };

function map(status: number | undefined, body: unknown) {
  return mapError({ ...(status === undefined ? {} : { status }), headers: {}, body }, context);
}

const error = (fields: object) => ({ error: fields });

/** Shapes: OpenAI's "Error codes" guide, and the error pages of the vendors named. */
describe('mapError', () => {
  it.each([
    [401, error({ code: 'invalid_api_key' }), 'auth_refused'],
    [401, undefined, 'auth_refused'],
    [403, error({ code: 'unsupported_country_region_territory' }), 'auth_refused'],
    [403, error({ code: 'model_not_found' }), 'model_gone'],
    [402, error({ message: 'Insufficient Balance' }), 'quota_exhausted'],
    [404, error({ code: 'model_not_found' }), 'model_gone'],
    [404, undefined, 'model_gone'],
    [400, error({ code: 'model_not_found', type: 'invalid_request_error' }), 'model_gone'],
    [429, error({ code: 'rate_limit_exceeded', type: 'tokens' }), 'rate_limited'],
    [429, error({ code: 'insufficient_quota', type: 'insufficient_quota' }), 'quota_exhausted'],
    [429, error({ type: 'billing_hard_limit_reached' }), 'quota_exhausted'],
    [429, error({ type: 'engine_overloaded_error' }), 'overloaded'],
    [429, undefined, 'rate_limited'],
    [400, error({ code: 'context_length_exceeded' }), 'context_overflow'],
    [
      400,
      error({ message: "This model's maximum context length is 8192 tokens" }),
      'context_overflow',
    ],
    [413, undefined, 'context_overflow'],
    [400, error({ code: 'content_filter' }), 'content_filtered'],
    [400, error({ code: 'content_policy_violation' }), 'content_filtered'],
    [
      400,
      error({ code: 'x', innererror: { code: 'ResponsibleAIPolicyViolation' } }),
      'content_filtered',
    ],
    [403, error({ code: 403, metadata: { reasons: ['violence'] } }), 'content_filtered'],
    [400, error({ code: 'unsupported_value' }), 'bad_request'],
    [422, { detail: [{ loc: ['body'], msg: 'extra' }] }, 'bad_request'],
    [408, undefined, 'server_error'],
    [409, undefined, 'server_error'],
    [500, error({ type: 'server_error' }), 'server_error'],
    [502, undefined, 'server_error'],
    [504, undefined, 'server_error'],
    [503, undefined, 'overloaded'],
    [529, undefined, 'overloaded'],
    [500, error({ type: 'overloaded_error' }), 'overloaded'],
    [
      400,
      [error({ status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] })],
      'auth_refused',
    ],
    [400, [error({ message: 'API key not valid. Please pass a valid API key.' })], 'auth_refused'],
    [429, [error({ status: 'RESOURCE_EXHAUSTED' })], 'rate_limited'],
    [undefined, error({ code: 502, message: 'Upstream died' }), 'server_error'],
    [undefined, error({ type: 'invalid_request_error' }), 'bad_request'],
    [undefined, error({ message: 'Something' }), 'server_error'],
    [undefined, { error: 'model runner has unexpectedly stopped' }, 'server_error'],
  ])('%s %j is %s', (status, body, code) => {
    const mapped = map(status, body);
    expect(mapped.code).toBe(code);
    expect(mapped.message).toContain('rovider acme');
  });

  it('shows the vendor’s words on a bad request, in one line and without our key', () => {
    const mapped = map(400, {
      error: {
        message: `Invalid value:\n\u001b[31m'${KEY}'  or "${KEY.slice(0, 8)}****" for temperature`,
        param: 'temperature',
      },
    });
    expect(mapped.message).toBe(
      `Provider acme refused the request: Invalid value: [31m'[key]' or "[key]" for temperature`,
    );
    expect(mapped).toMatchObject({ param: 'temperature', disposition: 'fail', httpStatus: 400 });
  });

  it('shows at most 500 characters of them', () => {
    const { message } = map(400, error({ message: 'long '.repeat(1_000) }));
    expect(message.length).toBeLessThanOrEqual('Provider acme refused the request: '.length + 500);
  });

  it.each([
    ['Ollama', { error: 'model is too old' }],
    ['Mistral', { object: 'error', message: 'model is too old' }],
    ['FastAPI', { detail: 'model is too old' }],
  ])('finds the words of %s', (_vendor, body) => {
    expect(map(400, body).message).toBe('Provider acme refused the request: model is too old');
  });

  it('says nothing of a page that a proxy sent', () => {
    expect(map(502, undefined).message).toBe('Provider acme failed with status 502.');
    expect(map(418, undefined).message).toBe('Provider acme refused the request with status 418.');
  });

  it('says nothing of the account where a limit is reached', () => {
    const mapped = map(429, error({ message: 'Rate limit reached in organization org-secret' }));
    expect(mapped.message).toBe('Provider acme limits the rate of requests.');
  });

  it('names the model that is gone, and none where none was asked', () => {
    expect(map(404, undefined).message).toBe('Provider acme does not have the model "m-1".');
    const probing = { provider: 'acme', scrub: context.scrub };
    expect(mapError({ status: 404, headers: {}, body: undefined }, probing).message).toBe(
      'Provider acme has nothing at this address.',
    );
  });

  it('drops a param that is no field name', () => {
    expect(map(400, error({ param: '<script>' })).param).toBeUndefined();
    expect(map(400, error({ param: 'messages[0].content' })).param).toBe('messages[0].content');
  });

  it('reads Google’s delay before a retry', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' }];
    expect(map(429, [error({ details })]).retryAfterMs).toBe(34_500);
  });
});
