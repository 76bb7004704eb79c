import { applyDecorators } from '@nestjs/common';
import { ApiQuery, type ApiBodyOptions } from '@nestjs/swagger';
import { USAGE_DIMENSIONS } from 'nestjs-llm-router/typeorm';
import { number, string } from './operation-words.js';

const DIMENSIONS = `${USAGE_DIMENSIONS.join(', ')}, tag:<name>`;

/** What every report takes: a value of a dimension, several, or an empty one for calls that have none. */
export const ApiUsageFilters = () =>
  applyDecorators(
    ...USAGE_DIMENSIONS.filter((name) => name !== 'tag').map((name) =>
      ApiQuery({ name, required: false, isArray: true, description: 'Only these; empty: none' }),
    ),
    ApiQuery({ name: 'tag:<name>', required: false, description: 'Only calls with this tag' }),
  );

export const ApiTimeRange = (required = false) =>
  applyDecorators(
    ApiQuery({ name: 'from', required, example: '2026-11-01', description: 'Inclusive' }),
    ApiQuery({ name: 'to', required, example: '2026-12-01', description: 'Exclusive' }),
  );

export const GROUP_BY = {
  name: 'groupBy',
  required: false,
  description: `Up to four of ${DIMENSIONS}, tag; after commas. Default model.`,
  example: 'model,tag:team',
};

const strings = { type: 'object', additionalProperties: string };

export const RECONCILIATION: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['provider', 'from', 'to'],
    additionalProperties: false,
    properties: {
      provider: { ...string, example: 'openai' },
      from: { ...string, format: 'date', example: '2026-11-01' },
      to: { ...string, format: 'date', description: 'Exclusive', example: '2026-12-01' },
      csv: { ...string, description: 'The export, with its header' },
      columns: {
        type: 'object',
        description: 'Which column of the export holds what',
        required: ['amount'],
        properties: {
          amount: string,
          day: string,
          model: string,
          tokens: { oneOf: [string, { type: 'array', items: string }] },
        },
        example: { day: 'Date', model: 'Model', amount: 'Cost' },
      },
      invoice: {
        type: 'array',
        description: 'Lines, in the place of csv and columns',
        items: {
          type: 'object',
          required: ['amount'],
          properties: {
            day: { ...string, format: 'date' },
            model: string,
            amount: string,
            tokens: number,
          },
        },
      },
      unit: { ...string, enum: ['usd', 'cents'], default: 'usd' },
      names: { ...strings, description: 'Models of the ledger, by their names on the invoice' },
    },
  },
};
