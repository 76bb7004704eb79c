import { arrayOf, isJsonObject, objectOf, type JsonObject } from '../json-object.js';

const MAX_REFERENCES = 16;

/**
 * A schema with its references followed and its combinations merged. When `shallow`, the branch of a choice that ends
 * soonest is taken, so that a schema that contains itself comes to an end.
 */
export function resolveSchema(
  schema: unknown,
  root: JsonObject,
  shallow: boolean,
  hops = 0,
): JsonObject {
  const own = objectOf(schema);
  if (hops > MAX_REFERENCES) return own;
  const resolve = (inner: unknown) => resolveSchema(inner, root, shallow, hops + 1);
  const reference = own['$ref'];
  if (typeof reference === 'string') {
    const { $ref: _followed, ...rest } = own;
    return merge([resolve(targetOf(reference, root)), rest]);
  }
  const branches = [...arrayOf(own['anyOf']), ...arrayOf(own['oneOf'])].map(resolve);
  const branch = (shallow && branches.find(isLeaf)) || branches[0];
  const all = arrayOf(own['allOf']).map(resolve);
  if (!branch && all.length === 0) return own;
  const { anyOf: _any, oneOf: _one, allOf: _all, ...rest } = own;
  return merge([rest, ...all, ...(branch ? [branch] : [])]);
}

function targetOf(reference: string, root: JsonObject): unknown {
  let target: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/')) {
    if (step === '') continue;
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    target = isJsonObject(target) ? target[name] : undefined;
  }
  return target;
}

function isLeaf(schema: JsonObject): boolean {
  return schema['type'] !== 'object' && schema['type'] !== 'array';
}

function merge(schemas: readonly JsonObject[]): JsonObject {
  const result: Record<string, unknown> = Object.assign({}, ...schemas) as JsonObject;
  const properties = schemas.map((schema) => objectOf(schema['properties']));
  if (properties.some((one) => Object.keys(one).length > 0)) {
    result['properties'] = Object.assign({}, ...properties) as JsonObject;
  }
  const required = schemas.flatMap((schema) => arrayOf(schema['required']));
  if (required.length > 0) result['required'] = [...new Set(required)];
  return result;
}
