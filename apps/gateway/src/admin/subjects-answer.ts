import type { SubjectHolding } from 'nestjs-llm-router';
import type { SubjectExportItem, SubjectOverview } from 'nestjs-llm-router/typeorm';

/** What is held of somebody, as it is shown. Points in time are ISO 8601; what is unknown is null. */
export function presentSubject({ pseudonym, stores, holds }: SubjectOverview) {
  return {
    pseudonym,
    stores: Object.fromEntries(Object.entries(stores).map(([id, it]) => [id, presentStore(it)])),
    holds: holds.map(({ on, reason, setAt, setBy = null }) => ({
      on,
      reason,
      setAt: setAt.toISOString(),
      setBy,
    })),
  };
}

function presentStore({ count, classes = {}, oldest }: SubjectHolding) {
  return { count, classes, oldest: oldest === undefined ? null : new Date(oldest).toISOString() };
}

/** An export as JSON, item by item: `{ "stores": { "<store>": […], … } }`. */
export async function* exportedJson(
  items: AsyncIterable<SubjectExportItem>,
): AsyncGenerator<string> {
  let last: string | undefined;
  yield '{"stores":{';
  for await (const { store, item } of items) {
    if (store === last) yield ',\n';
    else yield `${last === undefined ? '' : '],'}${JSON.stringify(store)}:[\n`;
    yield JSON.stringify(item);
    last = store;
  }
  yield last === undefined ? '}}\n' : ']}}\n';
}
