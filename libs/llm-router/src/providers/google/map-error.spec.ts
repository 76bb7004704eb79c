import { secretScrubber } from '../secret-scrubber.js';
import { mapError } from './map-error.js';
import { retryInfo, rpcError } from './wire.fixture.js';

const context = { provider: 'google', model: 'gemini-2.5-flash', scrub: secretScrubber([]) };

const errorOf = (status: number, body: unknown) => mapError({ status, headers: {}, body }, context);

it.each([
  [400, 'INVALID_ARGUMENT', 'Invalid value at contents', 'bad_request'],
  [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'auth_refused'],
  [
    400,
    'INVALID_ARGUMENT',
    'The input token count (1048580) exceeds the maximum number of tokens allowed (1048576).',
    'context_overflow',
  ],
  [400, 'FAILED_PRECONDITION', 'User location is not supported.', 'auth_refused'],
  [403, 'PERMISSION_DENIED', 'No.', 'auth_refused'],
  [404, 'NOT_FOUND', 'models/x is not found', 'model_gone'],
  [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', 'rate_limited'],
  [429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.', 'quota_exhausted'],
  [500, 'INTERNAL', 'Oh', 'server_error'],
  [503, 'UNAVAILABLE', 'The model is overloaded.', 'overloaded'],
  [504, 'DEADLINE_EXCEEDED', 'Late', 'server_error'],
])('%i %s (%s) is %s', (status, word, message, code) => {
  expect(errorOf(status, rpcError(status, word, message))).toMatchObject({
    code,
    upstreamStatus: status,
  });
});

it('waits as long as RetryInfo says', () => {
  const body = rpcError(429, 'RESOURCE_EXHAUSTED', 'Slow down.', [retryInfo('34.0748s')]);
  expect(errorOf(429, body)).toMatchObject({ code: 'rate_limited', retryAfterMs: 34_075 });
});

it('knows a quota of the day, and a key by its reason', () => {
  const violations = [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }];
  expect(errorOf(429, rpcError(429, 'RESOURCE_EXHAUSTED', 'x', [{ violations }]))).toMatchObject({
    code: 'quota_exhausted',
  });
  expect(
    errorOf(400, rpcError(400, 'INVALID_ARGUMENT', 'x', [{ reason: 'API_KEY_INVALID' }])),
  ).toMatchObject({ code: 'auth_refused' });
});

it('takes the list that streams answer with, and no body at all', () => {
  expect(errorOf(404, [rpcError(404, 'NOT_FOUND', 'x')])).toMatchObject({ code: 'model_gone' });
  expect(errorOf(502, undefined)).toMatchObject({ code: 'server_error' });
});
