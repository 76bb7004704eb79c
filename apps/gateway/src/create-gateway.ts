import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenAiExceptionFilter, toMilliseconds } from 'nestjs-llm-router';
import { loadConfig } from './config/load-config.js';
import { serveApiReference } from './docs/serve-api-reference.js';
import { GatewayModule } from './gateway.module.js';
import { planGateway } from './gateway-plan.js';
import { SimulatedUpstreams } from './providers/simulated-upstreams.js';
import { arrivalLimits } from './server/arrival-limits.js';
import { answerBrokenRequest } from './server/answer-broken-request.js';
import { startLogger } from './server/logging.js';

/**
 * The whole gateway, initialised but not yet listening. Rejects with `ConfigurationProblems`, `ConfigurationError` or
 * `DatabaseUnavailable`; `explainStartFailure` turns those into words.
 */
export async function createGateway(
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<NestFastifyApplication> {
  const loaded = loadConfig(env, cwd);
  const upstreams = new SimulatedUpstreams();
  let app: NestFastifyApplication | undefined;
  try {
    const plan = await planGateway(loaded, cwd, upstreams);
    const { bodyLimit, trustedProxies, requestTimeout } = loaded.config.server;
    app = await NestFactory.create<NestFastifyApplication>(
      GatewayModule.for(plan),
      new FastifyAdapter({
        bodyLimit,
        // Ids of end users are the callers' own.
        routerOptions: { maxParamLength: 1_000 },
        trustProxy: (_address, hop) => hop < trustedProxies,
        forceCloseConnections: 'idle',
        clientErrorHandler: answerBrokenRequest,
        ...arrivalLimits(toMilliseconds(requestTimeout)),
      }),
      { abortOnError: false, logger: startLogger(loaded.environment.LOG_LEVEL) },
    );
    app.useGlobalFilters(new OpenAiExceptionFilter());
    serveApiReference(app);
    await app.init();
    return app;
  } catch (error) {
    await app?.close().catch(() => undefined);
    await upstreams.onApplicationShutdown();
    throw error;
  }
}
