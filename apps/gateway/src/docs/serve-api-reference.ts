import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { OPENAI_OPERATIONS, OPENAI_SCHEMAS } from './openai-operations.js';

/** Serves the API reference at `/docs`, and as JSON at `/docs-json`. */
export function serveApiReference(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('LLM gateway')
    .setDescription('One OpenAI-compatible door to many providers, with a usage ledger.')
    .setVersion('0.1.0')
    .addBearerAuth()
    .build();
  const create = (): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, description);
    const own = Object.entries(document.paths).filter(([path]) => !path.startsWith('/v1/'));
    return {
      ...document,
      paths: { ...OPENAI_OPERATIONS, ...Object.fromEntries(own) },
      components: {
        ...document.components,
        schemas: { ...document.components?.schemas, ...OPENAI_SCHEMAS },
      },
    };
  };
  SwaggerModule.setup('docs', app, create, { customSiteTitle: 'LLM gateway' });
}
