import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';

/** The names in `{models: [{name: "models/…"}]}`. */
export function modelNamesOf(list: unknown, provider: string): readonly string[] {
  if (!isObject(list) || !Array.isArray(list.models)) {
    throw protocolBroken(provider, 'its list of models is none');
  }
  return listOf(list.models)
    .map((it) => textOf(objectOf(it).name)?.replace(/^models\//, ''))
    .filter((it) => it !== undefined);
}
