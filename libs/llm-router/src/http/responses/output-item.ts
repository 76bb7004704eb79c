/** Items of a response's output. Source: the types of `openai` 7.57. */
export type OutputItem = MessageOutputItem | ReasoningOutputItem | FunctionCallOutputItem;

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export type OutputPart =
  | { type: 'output_text'; text: string; annotations: []; logprobs: [] }
  | { type: 'refusal'; refusal: string };

export interface MessageOutputItem {
  id: string;
  type: 'message';
  status: ItemStatus;
  role: 'assistant';
  content: OutputPart[];
}

export interface ReasoningOutputItem {
  id: string;
  type: 'reasoning';
  status: ItemStatus;
  summary: { type: 'summary_text'; text: string }[];
  encrypted_content?: string;
}

export interface FunctionCallOutputItem {
  id: string;
  type: 'function_call';
  status: ItemStatus;
  call_id: string;
  name: string;
  arguments: string;
  extra_content?: object;
}

/** An event of a response's stream, without its number. */
export interface ItemEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An item that is being written. */
export interface OutputWriter {
  readonly item: OutputItem;
  begin(): ItemEvent[];
  /** No events where it is closed already. */
  close(status: 'completed' | 'incomplete'): ItemEvent[];
}

export function itemAdded(index: number, item: OutputItem): ItemEvent {
  return { type: 'response.output_item.added', output_index: index, item: structuredClone(item) };
}

export function itemDone(index: number, item: OutputItem): ItemEvent {
  return { type: 'response.output_item.done', output_index: index, item };
}
