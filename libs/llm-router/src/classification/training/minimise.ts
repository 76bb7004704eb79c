/** A function to minimise: gives its value at `x`, and writes its gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 8;
const ARMIJO = 1e-4;

interface Step {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

/**
 * Limited-memory BFGS with backtracking. Deterministic. Stops after `iterations`, or once a step gains less than one
 * part in a million. Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 3.1.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  iterations: number,
): Float64Array {
  let x = start;
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const history: Step[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(gradient, history);
    const slope = dot(direction, gradient);
    if (slope >= 0) return x;
    const nextGradient = new Float64Array(x.length);
    let step = iteration === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let next = moved(x, direction, step);
    let nextValue = objective(next, nextGradient);
    while (!(nextValue <= value + ARMIJO * step * slope)) {
      step /= 2;
      if (step < 1e-12) return x;
      next = moved(x, direction, step);
      nextValue = objective(next, nextGradient);
    }
    const s = difference(next, x);
    const y = difference(nextGradient, gradient);
    const sy = dot(s, y);
    if (sy > 1e-12) history.push({ s, y, rho: 1 / sy });
    if (history.length > MEMORY) history.shift();
    const gained = value - nextValue;
    x = next;
    gradient = nextGradient;
    value = nextValue;
    if (gained < 1e-6 * Math.abs(value)) return x;
  }
  return x;
}

/** The two-loop recursion. */
function descent(gradient: Float64Array, history: readonly Step[]): Float64Array {
  const q = gradient.map((it) => -it);
  const alphas: number[] = [];
  for (const { s, y, rho } of history.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    add(q, y, -alpha);
  }
  const last = history.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (const { s, y, rho } of history) add(q, s, alphas.pop()! - rho * dot(y, q));
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += what[i]! * times;
}

function moved(x: Float64Array, direction: Float64Array, step: number): Float64Array {
  const next = x.slice();
  add(next, direction, step);
  return next;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = a.slice();
  add(result, b, -1);
  return result;
}
