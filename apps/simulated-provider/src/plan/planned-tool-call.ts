/** A call of a tool that a reply makes; `arguments` is JSON text. */
export interface PlannedToolCall {
  readonly name: string;
  readonly arguments: string;
}
