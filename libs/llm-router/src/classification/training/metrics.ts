/** The probability that a random positive scores above a random negative; ties count half. NaN where one kind is missing. */
export function auc(scores: readonly number[], labels: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  let positives = 0;
  for (let i = 0; i < order.length;) {
    let j = i;
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++;
    for (let k = i; k < j; k++) {
      if (!labels[order[k]!]) continue;
      rankSum += (i + j + 1) / 2;
      positives++;
    }
    i = j;
  }
  const negatives = labels.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Standard error of an area under the curve. Source: J. Hanley, B. McNeil, Radiology 143, 1982. */
export function aucError(area: number, positives: number, negatives: number): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const variance =
    area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}

/** Mean squared difference of probability and outcome: 0 is perfect. */
export function brier(probabilities: readonly number[], labels: readonly boolean[]): number {
  return mean(probabilities.map((it, i) => (it - Number(labels[i])) ** 2));
}

/**
 * Expected calibration error over ten bins of about equal size: how far probability and frequency are apart. Equal
 * probabilities share a bin.
 */
export function calibrationError(
  probabilities: readonly number[],
  labels: readonly boolean[],
): number {
  const order = probabilities
    .map((_, i) => i)
    .sort((a, b) => probabilities[a]! - probabilities[b]!);
  const size = order.length / 10;
  let error = 0;
  for (let from = 0; from < order.length;) {
    let to = Math.min(order.length, from + Math.ceil(size));
    while (to < order.length && probabilities[order[to]!] === probabilities[order[to - 1]!]) to++;
    const members = order.slice(from, to);
    const said = mean(members.map((i) => probabilities[i]!));
    const was = mean(members.map((i) => Number(labels[i])));
    error += (members.length / order.length) * Math.abs(said - was);
    from = to;
  }
  return error;
}

export interface Outcome {
  readonly cheap: boolean;
  readonly strong: boolean;
}

/**
 * The share of calls that has to go to the strong model so that as much is answered correctly as by a strong model that
 * gets `share` of the way from the cheap to the strong one's accuracy; those with the least score go first. Choosing
 * at random needs `share`.
 */
export function strongCallsFor(
  share: number,
  scores: readonly number[],
  outcomes: readonly Outcome[],
): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const gap = outcomes.reduce((sum, it) => sum + Number(it.strong) - Number(it.cheap), 0);
  if (gap <= 0) return Number.NaN;
  let gained = 0;
  for (let i = 0; i < order.length; i++) {
    if (gained >= share * gap) return i / order.length;
    const { cheap, strong } = outcomes[order[i]!]!;
    gained += Number(strong) - Number(cheap);
  }
  return 1;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
}
