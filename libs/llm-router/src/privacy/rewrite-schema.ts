import type { Rewrite } from './rewrite.js';
import { allFields, each, either } from './rewrite-fields.js';
import { rewriteLeaves } from './rewrite-leaves.js';

/** What a schema says of the form of values, in words that are not free. */
const FORM: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', 'type', 'format'],
  ...['pattern', 'required', 'dependentRequired', 'contentEncoding', 'contentMediaType'],
]);
/** Schemas by the names of fields, which are nobody's text. */
const BY_NAME = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
/** Values that the model may be shown, of any form. */
const VALUES = ['enum', 'const', 'default', 'example', 'examples'];

/**
 * What a JSON Schema says to a reader, at any depth: descriptions, titles, legal values, defaults, examples, and words that
 * are not known. Names of fields stay, and so does what is said of their form.
 */
export function rewriteSchema(rewrite: Rewrite): (value: unknown) => unknown {
  // Most requests have no schema.
  let known: ((value: unknown) => unknown) | undefined;
  return (value) => (known ??= schemaRewriter(rewrite))(value);
}

function schemaRewriter(rewrite: Rewrite): (value: unknown) => unknown {
  const leaf = rewriteLeaves(rewrite);
  const anything = rewriteLeaves(rewrite, new Set());
  const inner = (value: unknown): unknown =>
    typeof value === 'string' ? leaf(value) : either(each(inner), schema)(value);
  const byName = allFields(inner);
  const schema = allFields(
    inner,
    {
      ...Object.fromEntries(BY_NAME.map((it) => [it, byName])),
      ...Object.fromEntries(VALUES.map((it) => [it, anything])),
    },
    FORM,
  );
  return inner;
}
