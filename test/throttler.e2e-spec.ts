import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SkipThrottle, ThrottlerModule } from '@nestjs/throttler';
import { setLlmCaller } from 'nestjs-llm-router';
import { LlmThrottlerGuard } from 'nestjs-llm-router/throttler';
import { createApp, listen, PLATFORMS } from './support/platforms.js';

@Injectable()
class KeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    const keyId = request.headers['x-key'];
    if (keyId) setLlmCaller(request, { keyId });
    return true;
  }
}

@Controller()
class HelloController {
  @Get()
  hello(): string {
    return 'hello';
  }

  @Get('free')
  @SkipThrottle({ default: true, slow: true })
  free(): string {
    return 'hello';
  }
}

@Module({
  imports: [
    ThrottlerModule.forRoot([
      { limit: 2, ttl: 60_000 },
      { name: 'slow', limit: 100, ttl: 60_000 },
    ]),
  ],
  controllers: [HelloController],
  providers: [
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_GUARD, useClass: LlmThrottlerGuard },
  ],
})
class HelloModule {}

describe.each(PLATFORMS)('LlmThrottlerGuard on %s', (platform) => {
  let ask: (key?: string, path?: string) => Promise<Response>;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const app = await createApp(platform, HelloModule);
    app.useLogger(false);
    const url = await listen(app);
    ask = (key, path = '') => fetch(`${url}/${path}`, { headers: key ? { 'x-key': key } : {} });
    close = () => app.close();
  });
  afterEach(() => close());

  it('refuses the request beyond the limit, and says when to come again', async () => {
    expect((await ask('a')).status).toBe(200);
    expect((await ask('a')).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await ask('a');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await refused.text()).toContain(
      'At most 2 requests in 60 s are allowed. Try again in 60 s.',
    );
  });

  it('counts each key for itself, and callers without one by their address', async () => {
    for (const key of ['a', 'b', undefined]) {
      expect((await ask(key)).status).toBe(200);
      expect((await ask(key)).status).toBe(200);
      expect((await ask(key)).status).toBe(429);
    }
    expect((await ask('c')).status).toBe(200);
  });

  it('leaves routes alone that skip throttling', async () => {
    for (let count = 0; count < 5; count++) expect((await ask('a', 'free')).status).toBe(200);
  });
});
