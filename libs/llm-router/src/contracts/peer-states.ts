/** What a process knows of a target and others want to know. Times are epoch milliseconds. */
export interface PeerState {
  /** Attempts that have not ended. */
  readonly inFlight: number;
  readonly ejectedUntil?: number;
  /** The target asked for a pause, e.g. by Retry-After. */
  readonly heldUntil?: number;
}

/**
 * Live state of the other processes, as of a second ago at most; nothing where it is not shared, or where what carries
 * it does not answer. Asking never waits. The abstract class is the injection token too.
 */
export abstract class PeerStates {
  /** What the other processes say of a target: attempts add up, the later time wins. */
  abstract of(target: string): PeerState | undefined;
  /** Adds what this process tells the others; asked at every exchange. */
  abstract tell(source: () => Iterable<readonly [target: string, state: Partial<PeerState>]>): void;
}

/** Live state that is not shared. */
export class NoPeers extends PeerStates {
  override of(): undefined {
    return undefined;
  }

  override tell(): void {
    // Nobody listens.
  }
}
