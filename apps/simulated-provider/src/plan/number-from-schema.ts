import { numberOf, type JsonObject } from '../json-object.js';

/** A number within a schema's bounds, as near to 1 as they allow. */
export function numberFromSchema(schema: JsonObject, whole: boolean): number {
  const step = numberOf(schema['multipleOf']) ?? (whole ? 1 : undefined);
  const gap = step ?? 0.5;
  const above = numberOf(schema['exclusiveMinimum']);
  const below = numberOf(schema['exclusiveMaximum']);
  const least = Math.max(
    numberOf(schema['minimum']) ?? -Infinity,
    above === undefined ? -Infinity : nextAbove(above, step, below),
  );
  const most = Math.min(
    numberOf(schema['maximum']) ?? Infinity,
    below === undefined ? Infinity : below - Math.min(gap, (below - least) / 2 || gap),
  );
  const wanted = Math.min(Math.max(1, least), most);
  if (step === undefined || !Number.isFinite(wanted)) return wanted;
  const up = Math.ceil(wanted / step) * step;
  return up <= most ? up : Math.floor(wanted / step) * step;
}

function nextAbove(bound: number, step: number | undefined, below: number | undefined): number {
  if (step !== undefined) return (Math.floor(bound / step) + 1) * step;
  return below === undefined ? bound + 0.5 : bound + Math.min(0.5, (below - bound) / 2);
}
