import { type INestApplication, type Type, type DynamicModule } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

/** The HTTP platforms of Nest's that everything has to work on. */
export const PLATFORMS = ['express', 'fastify'] as const;

export type Platform = (typeof PLATFORMS)[number];

/** An application of this module, not listening yet. */
export async function createApp(
  platform: Platform,
  module: Type | DynamicModule,
): Promise<INestApplication> {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  return platform === 'fastify'
    ? testing.createNestApplication(new FastifyAdapter())
    : testing.createNestApplication();
}

/** Its address, once it listens on a free port. */
export async function listen(app: INestApplication): Promise<string> {
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}
