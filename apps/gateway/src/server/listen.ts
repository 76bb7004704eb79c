import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { gatewayLogger } from './logging.js';
import { GATEWAY_PLAN, type GatewayPlan } from '../gateway-plan.js';

/** Starts to take requests, and to log errors, where the configuration says; resolves with the URL under which this machine reaches it. */
export async function listen(app: NestFastifyApplication): Promise<string> {
  const { config, environment } = app.get<GatewayPlan>(GATEWAY_PLAN).loaded;
  const { host, port } = config.server;
  await app.listen(port, host);
  app.useLogger(gatewayLogger(environment.LOG_LEVEL));
  const address = app.getHttpServer().address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${actualPort}`;
}
