/**
 * How far an answer is from what was asked for, on the ladder of degradation. A first choice has no rung.
 *
 * - `fallback`: a name of the call's own `fallback` or `models` list
 * - `same-model`: the model that was asked for, at another provider
 * - `cheaper`: another name, because a budget is spent
 * - `equal`: another model of equal capability
 * - `smaller`: a smaller model
 * - `trimmed`: a model that was sent less of the conversation
 * - `stale-cache`: a kept reply that is past its time
 * - `static`: the text that the tier declares for this case
 * - `refused`: nobody answered
 */
export type Rung =
  | 'fallback'
  | 'same-model'
  | 'cheaper'
  | 'equal'
  | 'smaller'
  | 'trimmed'
  | 'stale-cache'
  | 'static'
  | 'refused';
