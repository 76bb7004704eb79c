/** One run: a scenario under a policy, with one seed. */
export interface Cell {
  readonly scenario: string;
  readonly policy: string;
  readonly seed: number;
}
