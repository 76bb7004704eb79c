import { minimise } from './minimise.js';

/** One sample: the features that it has, and how much of each. */
export interface Row {
  readonly features: Int32Array;
  /** One for each feature, or one number for all. */
  readonly values: Float32Array | number;
  readonly label: number;
  readonly weight?: number;
}

export interface Logistic {
  readonly classes: number;
  /** `weights[feature * classes + class]`. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * Multinomial logistic regression with an L2 penalty on the weights, not on the biases: minimises the mean log loss
 * plus `l2 / 2` times the sum of squares. Deterministic.
 */
export function fitLogistic(
  rows: readonly Row[],
  features: number,
  classes: number,
  l2: number,
  iterations = 120,
): Logistic {
  const biasAt = features * classes;
  const probabilities = new Float64Array(classes);
  const total = rows.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const solution = minimise(
    (x, gradient) => {
      let value = 0;
      for (let i = 0; i < biasAt; i++) {
        value += (l2 / 2) * x[i]! * x[i]!;
        gradient[i] = l2 * x[i]!;
      }
      gradient.fill(0, biasAt);
      for (const row of rows) {
        const share = (row.weight ?? 1) / total;
        const normaliser = logOdds(row, x, biasAt, probabilities);
        value -= share * (probabilities[row.label]! - normaliser);
        for (let c = 0; c < classes; c++) {
          const pull = Math.exp(probabilities[c]! - normaliser) - (c === row.label ? 1 : 0);
          probabilities[c] = share * pull;
          gradient[biasAt + c]! += share * pull;
        }
        spread(row, gradient, probabilities);
      }
      return value;
    },
    new Float64Array(biasAt + classes),
    iterations,
  );
  return { classes, weights: solution.slice(0, biasAt), bias: solution.slice(biasAt) };
}

/** Log-odds by class of one row. */
export function decide(
  { weights, bias, classes }: Logistic,
  row: Omit<Row, 'label'>,
): Float64Array {
  const odds = Float64Array.from(bias);
  row.features.forEach((feature, i) => {
    const value = typeof row.values === 'number' ? row.values : row.values[i]!;
    for (let c = 0; c < classes; c++) odds[c]! += value * weights[feature * classes + c]!;
  });
  return odds;
}

/** Writes the log-odds, and gives the logarithm of the sum of their exponentials. */
function logOdds(
  { features, values }: Row,
  x: Float64Array,
  biasAt: number,
  odds: Float64Array,
): number {
  const classes = odds.length;
  for (let c = 0; c < classes; c++) odds[c] = x[biasAt + c]!;
  for (let i = 0; i < features.length; i++) {
    const value = typeof values === 'number' ? values : values[i]!;
    for (let c = 0, at = features[i]! * classes; c < classes; c++, at++) odds[c]! += value * x[at]!;
  }
  let most = -Infinity;
  for (const it of odds) if (it > most) most = it;
  let sum = 0;
  for (const it of odds) sum += Math.exp(it - most);
  return most + Math.log(sum);
}

function spread({ features, values }: Row, gradient: Float64Array, pulls: Float64Array): void {
  const classes = pulls.length;
  for (let i = 0; i < features.length; i++) {
    const value = typeof values === 'number' ? values : values[i]!;
    for (let c = 0, at = features[i]! * classes; c < classes; c++, at++)
      gradient[at]! += value * pulls[c]!;
  }
}
