import type { ApiBodyOptions } from '@nestjs/swagger';
import { boolean, integer, number, string } from './operation-words.js';

const strings = { type: 'array', items: string };
const instant = { ...string, format: 'date-time', nullable: true };
const dollars = { ...number, minimum: 0 };

const scope = {
  type: 'object',
  additionalProperties: false,
  description: 'What is left out is not limited.',
  properties: {
    models: { ...strings, description: 'Models, tiers, aliases; `*` stands for any characters' },
    providers: strings,
    regions: strings,
    dataCollection: { ...string, enum: ['allow', 'deny'] },
    zeroRetention: boolean,
    maxPrice: {
      type: 'object',
      description: 'US dollars: per million tokens, and for a whole call',
      properties: { prompt: dollars, completion: dollars, request: dollars },
    },
    requestsPerMinute: { ...integer, minimum: 1 },
    tokensPerMinute: { ...integer, minimum: 1 },
    budget: {
      type: 'object',
      required: ['usd', 'window'],
      properties: {
        usd: { ...string, example: '12.50' },
        window: { ...string, enum: ['minute', 'hour', 'day', 'week', 'month', 'total'] },
      },
    },
    tags: { type: 'object', additionalProperties: string },
    tenant: string,
    team: string,
    user: string,
    rights: { ...strings, description: '`ledger:read`, `keys:*`, `*`; default none' },
  },
};

/** The body of `POST /admin/keys`. */
export const KEY_CREATION = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      id: { ...string, description: 'Its name in the ledger; default `key_` and a ULID' },
      name: string,
      scope,
      expiresAt: instant,
    },
  },
  examples: {
    team: {
      summary: 'A team’s key',
      value: {
        id: 'search-team',
        scope: { tenant: 'acme', tags: { team: 'search' }, models: ['tier:cheap'] },
        expiresAt: '2027-12-31T00:00:00Z',
      },
    },
    operations: { summary: 'An operator’s key', value: { id: 'ops', scope: { rights: ['*'] } } },
  },
} as ApiBodyOptions;

/** The body of `POST /admin/keys/{id}/rotate`. */
export const KEY_ROTATION: ApiBodyOptions = {
  required: false,
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      overlap: { ...string, description: 'How long the old secret stays valid', default: '1h' },
    },
  },
};

/** The body of `POST /admin/keys/{id}/expire`. */
export const KEY_EXPIRY = {
  schema: {
    type: 'object',
    required: ['at'],
    additionalProperties: false,
    properties: { at: instant },
  },
} as ApiBodyOptions;
