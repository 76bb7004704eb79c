import { InvalidRequestError, llmKeyOf, LlmRouterError, type Subject } from 'nestjs-llm-router';
import { z } from 'zod';

const text = z.string('a text, once').min(1, 'a text that is not empty').max(200, 'a shorter text');
const parameters = z.strictObject({ tenant: text.optional(), key: text.optional() });
const body = z.strictObject({ reason: z.string('a text') });

/**
 * Who is meant: an end user of a tenant, or of a key that has no tenant. A key of one tenant means its own. Throws an
 * `InvalidRequestError` that names the parameter and what is legal.
 */
export function readSubject(user: string, query: unknown, request: object): Subject {
  const { data, error } = parameters.safeParse(query ?? {});
  if (data === undefined) throw illegal(error, 'tenant, key');
  const { tenant, key } = data;
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
  const { data, error } = body.safeParse(value ?? {});
  if (data === undefined) throw illegal(error, 'reason');
  return data.reason;
}

function foreign(): LlmRouterError {
  return new LlmRouterError("This API key is of one tenant: it reaches that one's users only.", {
    code: 'permission_denied',
    httpStatus: 403,
  });
}

function illegal(error: z.ZodError, legal: string): InvalidRequestError {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return new InvalidRequestError(
      `There is no field ${JSON.stringify(name.slice(0, 100))}. Legal: ${legal}.`,
      name,
    );
  }
  const name = issue?.path.join('.') ?? '';
  return name === ''
    ? new InvalidRequestError(`An object is needed. Legal: ${legal}.`)
    : new InvalidRequestError(`${name} is not legal. Legal: ${issue?.message}.`, name);
}
