import type { Behaviour } from './behaviour.js';
import { UNKNOWN_FAULT, MODEL_DIRECTIVES } from './model-directives.js';

const CACHE_LIMIT = 5_000;
const cache = new Map<string, Behaviour>();

/**
 * The behaviour a model's name asks for. A name is directives and plain words joined by `+`, `:` or `/`, such as
 * `sim-fast+fault-cut-3`; plain words mean nothing, and a `fault-` word that is no directive is a model not found.
 */
export function behaviourFromModel(model: string): Behaviour {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const behaviour = Object.assign({}, ...model.split(/[+:/]/).map(behaviourOfWord)) as Behaviour;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(model, behaviour);
  return behaviour;
}

function behaviourOfWord(word: string): Behaviour {
  for (const directive of MODEL_DIRECTIVES) {
    const match = directive.pattern.exec(word);
    if (match) return directive.behaviour(...match.slice(1).map(Number));
  }
  return word.startsWith('fault-') ? UNKNOWN_FAULT : {};
}
