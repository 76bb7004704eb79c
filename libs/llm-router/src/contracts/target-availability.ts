/** Whether a target may be asked. Times are epoch milliseconds. */
export interface Availability {
  /** `open`: it is. `ejected`: it failed. `held`: it asked for a pause. `probing`: one call tests it after an ejection. */
  readonly state: 'open' | 'ejected' | 'held' | 'probing';
  /** When it may be asked again; left out where it may now. */
  readonly until?: number;
  /** When it was ejected last. */
  readonly ejectedAt?: number;
  /** When it came back from its last ejection. */
  readonly recoveredAt?: number;
}

/** What the breakers know. The abstract class is the injection token too. */
export abstract class TargetAvailability {
  /** `target` is a candidate's id, `provider/model`. */
  abstract of(target: string): Availability;
  /** All targets that anything is known of. */
  abstract all(): ReadonlyMap<string, Availability>;
}
