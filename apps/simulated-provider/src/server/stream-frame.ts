/**
 * One event of a stream as text. `part`: carries a piece of the answer, so that faults count it; `closing`: the first
 * event of the end; `frame`: any other.
 */
export interface StreamFrame {
  readonly kind: 'frame' | 'part' | 'closing';
  readonly text: string;
}
