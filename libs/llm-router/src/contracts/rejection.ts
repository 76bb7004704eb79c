/** Why a candidate was not considered, in words for a person. */
export interface Rejection {
  readonly candidate: string;
  /** Id of the filter. */
  readonly filter: string;
  readonly reason: string;
}
