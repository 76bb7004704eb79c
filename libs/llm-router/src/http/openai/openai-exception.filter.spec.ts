import {
  BadRequestException,
  Controller,
  ForbiddenException,
  Get,
  HttpException,
  type INestApplication,
  Module,
  Post,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import {
  ContentBlockedError,
  InvalidRequestError,
  QuotaExceededError,
  UnknownModelError,
} from '../../contracts/errors/request-errors.js';
import { AttemptsExhaustedError, NoCandidateError } from '../../contracts/errors/routing-errors.js';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';

let thrown: unknown;

@Controller()
class FailingController {
  @Get('fail')
  fail(): void {
    throw thrown;
  }

  @Post('read')
  read(): string {
    return 'read';
  }
}

@Module({ controllers: [FailingController] })
class FailingModule {}

const overloaded = new UpstreamError('Provider a is overloaded.', {
  code: 'overloaded',
  provider: 'a',
});
const refusal = new UpstreamError('Provider a refused the request: no.', {
  code: 'bad_request',
  provider: 'a',
  param: 'tools[0]',
});

describe.each(['express', 'fastify'])('on %s', (platform) => {
  let app: INestApplication;
  let url: string;
  const logged = jest.fn();

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [FailingModule] })
      .setLogger({ log: jest.fn(), warn: jest.fn(), error: logged })
      .compile();
    app =
      platform === 'fastify'
        ? module.createNestApplication(new FastifyAdapter())
        : module.createNestApplication();
    app.useGlobalFilters(new OpenAiExceptionFilter());
    app.enableCors();
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  beforeEach(() => logged.mockClear());

  async function failWith(exception: unknown) {
    thrown = exception;
    return answerOf(await fetch(`${url}/fail`, { headers: { origin: 'http://a.example' } }));
  }

  async function post(body: string) {
    const headers = { 'content-type': 'application/json' };
    return answerOf(await fetch(`${url}/read`, { method: 'POST', headers, body }));
  }

  it.each<[LlmRouterError, number, object]>([
    [
      new InvalidRequestError('n must be 1.', 'n'),
      400,
      { type: 'invalid_request_error', param: 'n', code: 'invalid_request' },
    ],
    [
      new UnknownModelError('gtp', ['gpt']),
      404,
      { type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
    ],
    [
      new ContentBlockedError(['card']),
      403,
      { type: 'invalid_request_error', param: 'messages', code: 'content_blocked' },
    ],
    [refusal, 400, { type: 'invalid_request_error', param: 'tools[0]', code: 'bad_request' }],
    [
      new QuotaExceededError('The budget is spent.'),
      429,
      { type: 'insufficient_quota', param: null, code: 'quota_exceeded' },
    ],
    [
      new LlmRouterError('Late.', { code: 'deadline_exceeded', httpStatus: 504 }),
      504,
      { type: 'api_error', param: null, code: 'deadline_exceeded' },
    ],
  ])('answers the router’s %s, which no retry would change', async (error, status, body) => {
    const answer = await failWith(error);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: { message: error.message, ...body } });
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(logged).not.toHaveBeenCalled();
  });

  it('says when to come back where that would help', async () => {
    const full = await failWith(new QuotaExceededError('8 calls are under way.', 1_001));
    expect(full).toMatchObject({ status: 429, body: { error: { type: 'rate_limit_error' } } });
    expect(full.headers.get('retry-after')).toBe('2');
    expect(full.headers.get('retry-after-ms')).toBe('1001');
    expect(full.headers.get('x-should-retry')).toBeNull();
    const none = await failWith(new NoCandidateError('a/b', [], 300));
    expect(none).toMatchObject({ status: 503, body: { error: { type: 'api_error' } } });
    expect(none.headers.get('x-should-retry')).toBeNull();
  });

  it('tells clients not to retry what was retried enough', async () => {
    const answer = await failWith(new AttemptsExhaustedError([], overloaded, 1_500));
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it.each<[HttpException, object]>([
    [
      new UnauthorizedException('No key.'),
      { message: 'No key.', type: 'authentication_error', code: 'invalid_api_key' },
    ],
    [new ForbiddenException(), { message: 'Forbidden', type: 'invalid_request_error', code: null }],
    [
      new BadRequestException(['a is wrong', 'b is wrong']),
      { message: 'a is wrong; b is wrong', type: 'invalid_request_error', code: null },
    ],
    [
      new HttpException('Slow down.', 429),
      { message: 'Slow down.', type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    ],
  ])('answers Nest’s %s', async (exception, error) => {
    const answer = await failWith(exception);
    expect(answer.status).toBe(exception.getStatus());
    expect(answer.body).toEqual({ error: { param: null, ...error } });
  });

  it('leaves a body alone that an exception carries by itself', async () => {
    const health = { status: 'error', details: { openai: { status: 'down' } } };
    const answer = await failWith(new ServiceUnavailableException(health));
    expect(answer).toMatchObject({ status: 503, body: health });
  });

  it.each([new TypeError('secret at /srv/app.ts'), 'secret', undefined])(
    'answers %p in neutral words, and logs it',
    async (exception) => {
      const answer = await failWith(exception);
      expect(answer.status).toBe(500);
      expect(answer.body).toEqual({
        error: {
          message: 'The router failed unexpectedly.',
          type: 'server_error',
          param: null,
          code: 'internal',
        },
      });
      expect(logged).toHaveBeenCalledTimes(1);
      expect(logged.mock.calls[0]?.join()).toContain(String(exception).replace('TypeError: ', ''));
    },
  );

  it('answers a body that is no JSON', async () => {
    const answer = await post('{"model": }');
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      type: 'invalid_request_error',
      code: 'invalid_json',
      param: null,
      message: expect.stringContaining('not valid JSON'),
    });
  });

  it('answers a body that is too large', async () => {
    const answer = await post(JSON.stringify({ text: 'x'.repeat(2_000_000) }));
    expect(answer.status).toBe(413);
    expect(answer.body.error).toMatchObject({
      type: 'invalid_request_error',
      code: 'request_too_large',
    });
  });

  it('answers an unknown route', async () => {
    const answer = await answerOf(await fetch(`${url}/v1/nothing`));
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', code: 'not_found' });
  });

  it('keeps the headers that the application has set', async () => {
    const answer = await failWith(overloaded);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});

async function answerOf(response: Response) {
  const body = (await response.json()) as { error: object };
  return { status: response.status, headers: response.headers, body };
}
