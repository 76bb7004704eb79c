import { arrayOf, isJsonObject, objectOf, type JsonObject } from '../json-object.js';
import { numberFromSchema } from './number-from-schema.js';
import { resolveSchema } from './resolve-schema.js';
import { stringFromSchema } from './string-from-schema.js';

/** Deep enough for real schemas; below it, optional things of a recursive schema are left out. */
const OPTIONAL_DEPTH = 4;
const MAX_DEPTH = 12;

/** A value that fits a JSON schema, always the same for the same schema. */
export function jsonFromSchema(schema: JsonObject): unknown {
  return valueOf(schema, schema, 'value', 0);
}

function valueOf(unresolved: unknown, root: JsonObject, name: string, depth: number): unknown {
  const schema = resolveSchema(unresolved, root, depth >= OPTIONAL_DEPTH);
  if (depth > MAX_DEPTH) return null;
  if ('const' in schema) return schema['const'];
  const choices = arrayOf(schema['enum']);
  if (choices.length > 0) return choices[0];
  switch (typeOf(schema)) {
    case 'object':
      return objectFrom(schema, root, depth);
    case 'array':
      return arrayFrom(schema, root, name, depth);
    case 'integer':
      return numberFromSchema(schema, true);
    case 'number':
      return numberFromSchema(schema, false);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return stringFromSchema(schema, name);
  }
}

function typeOf(schema: JsonObject): unknown {
  const type = schema['type'];
  if (Array.isArray(type)) return arrayOf(type).find((one) => one !== 'null') ?? 'null';
  if (type !== undefined) return type;
  if ('properties' in schema || 'additionalProperties' in schema) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) return 'number';
  return 'string';
}

function objectFrom(schema: JsonObject, root: JsonObject, depth: number): JsonObject {
  const properties = objectOf(schema['properties']);
  const required = new Set(arrayOf(schema['required']));
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (depth < OPTIONAL_DEPTH || required.has(name)) {
      result[name] = valueOf(property, root, name, depth + 1);
    }
  }
  const additional = schema['additionalProperties'];
  for (const name of required) {
    if (typeof name === 'string' && !(name in result)) {
      result[name] = valueOf(additional, root, name, depth + 1);
    }
  }
  if (Object.keys(result).length === 0 && isJsonObject(additional) && depth < OPTIONAL_DEPTH) {
    result['key'] = valueOf(additional, root, 'key', depth + 1);
  }
  return result;
}

function arrayFrom(schema: JsonObject, root: JsonObject, name: string, depth: number): unknown[] {
  const prefix = arrayOf(schema['prefixItems']);
  const least = Math.max(Number(schema['minItems'] ?? 0), prefix.length);
  const wanted = depth < OPTIONAL_DEPTH ? Math.max(1, least) : least;
  const length = Math.min(wanted, Number(schema['maxItems'] ?? Infinity));
  return Array.from({ length }, (_, index) =>
    valueOf(prefix[index] ?? schema['items'], root, name, depth + 1),
  );
}
