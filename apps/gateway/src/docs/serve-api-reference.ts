import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ANTHROPIC_OPERATIONS, ANTHROPIC_SCHEMAS } from './anthropic-operations.js';
import { OPENAI_OPERATIONS, OPENAI_SCHEMAS } from './openai-operations.js';
import { X_API_KEY } from './operation-words.js';
import { RESPONSES_OPERATIONS, RESPONSES_SCHEMAS } from './responses-operations.js';

const OPERATIONS = { ...OPENAI_OPERATIONS, ...RESPONSES_OPERATIONS, ...ANTHROPIC_OPERATIONS };
const SCHEMAS = { ...OPENAI_SCHEMAS, ...RESPONSES_SCHEMAS, ...ANTHROPIC_SCHEMAS };

/** Serves the API reference at `/docs`, and as JSON at `/docs-json`. */
export function serveApiReference(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('LLM gateway')
    .setDescription(
      'One door to many providers for clients of OpenAI and of Anthropic, with a usage ledger.',
    )
    .setVersion('0.1.0')
    .addBearerAuth()
    .addApiKey({ type: 'apiKey', in: 'header', name: X_API_KEY }, X_API_KEY)
    .build();
  const create = (): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, description);
    const own = Object.entries(document.paths).filter(([path]) => !path.startsWith('/v1/'));
    return {
      ...document,
      paths: { ...OPERATIONS, ...Object.fromEntries(own) },
      components: {
        ...document.components,
        schemas: { ...document.components?.schemas, ...SCHEMAS },
      },
    };
  };
  SwaggerModule.setup('docs', app, create, { customSiteTitle: 'LLM gateway' });
}
