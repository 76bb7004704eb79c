import { isObject, listOf, objectOf, textOf } from './json-value.js';
import { protocolBroken } from './upstream-failure.js';

/** The names in `{data: [{id}]}`, as OpenAI and Anthropic both list models. Google's ids begin with `models/`. */
export function modelIdsOf(list: unknown, provider: string): readonly string[] {
  if (!isObject(list) || !Array.isArray(list.data)) {
    throw protocolBroken(provider, 'its list of models is none');
  }
  return listOf(list.data)
    .map((it) => textOf(objectOf(it).id)?.replace(/^models\//, ''))
    .filter((it) => it !== undefined);
}
