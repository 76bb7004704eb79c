import { InvalidRequestError, llmKeyOf, LlmRouterError, type Subject } from 'nestjs-llm-router';
import { z } from 'zod';
import { readInput } from './read-input.js';

const text = z.string('a text, once').min(1, 'a text that is not empty').max(200, 'a shorter text');
const parameters = z.strictObject({ tenant: text.optional(), key: text.optional() });
const body = z.strictObject({ reason: z.string('a text') });

/**
 * Who is meant: an end user of a tenant, or of a key that has no tenant. A key of one tenant means its own. Throws an
 * `InvalidRequestError` that names the parameter and what is legal.
 */
export function readSubject(user: string, query: unknown, request: object): Subject {
  const { tenant, key } = readInput(parameters, query, { kind: 'parameter' });
  if (tenant !== undefined && key !== undefined) {
    throw new InvalidRequestError(
      'tenant, key: Legal: one of them. The users of a key with a tenant are those of the tenant.',
      'key',
    );
  }
  const own = llmKeyOf(request)?.scope.tenant;
  if (own === undefined) return tenant === undefined ? { keyId: key, user } : { tenant, user };
  if (key !== undefined) throw foreign();
  checkTenant(tenant ?? own, request);
  return { tenant: own, user };
}

/** Throws where the key is one of another tenant. */
export function checkTenant(tenant: string | null | undefined, request: object): void {
  const own = llmKeyOf(request)?.scope.tenant;
  if (own !== undefined && own !== tenant) throw foreign();
}

/** Throws an `InvalidRequestError` that names the field. */
export function readReason(value: unknown): string {
  return readInput(body, value).reason;
}

function foreign(): LlmRouterError {
  return new LlmRouterError("This API key is of one tenant: it reaches that one's users only.", {
    code: 'permission_denied',
    httpStatus: 403,
  });
}
