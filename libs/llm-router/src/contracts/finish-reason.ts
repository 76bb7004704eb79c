/** Why the model stopped. `other` is a reason of the vendor's that has no name here; the raw one rides beside it. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'other';
