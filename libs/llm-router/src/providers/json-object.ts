import type { WireFrame } from '../contracts/reply-chunk.js';
import { isObject, type JsonObject, parseJson } from './json-value.js';
import { protocolBroken } from './upstream-failure.js';

/** What an event or a document of a reply holds. Throws `protocol_broken` where that is no JSON object. */
export function jsonObject(form: WireFrame['form'], data: string, provider: string): JsonObject {
  const value = parseJson(data);
  if (!isObject(value)) throw protocolBroken(provider, `its ${form} is not a JSON object`);
  return value;
}
