import { applyDecorators } from '@nestjs/common';
import { type ApiBodyOptions, ApiParam, ApiQuery } from '@nestjs/swagger';
import { string } from './operation-words.js';

/** Who is meant by `/admin/subjects/{id}`. */
export const ApiSubject = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', description: 'What calls send as `user`' }),
    ApiQuery({ name: 'tenant', required: false, description: 'Whose user it is' }),
    ApiQuery({ name: 'key', required: false, description: 'The same, of a key without a tenant' }),
  );

/** The body of a legal hold. */
export const HOLD: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['reason'],
    additionalProperties: false,
    properties: {
      reason: {
        ...string,
        maxLength: 500,
        example: 'Case 2026/17',
        description: 'Kept for good in the audit trail: it names no person',
      },
    },
  },
};
