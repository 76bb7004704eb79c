import type { ToolCall } from '../contracts/chat-message.js';
import type { FinishReason } from '../contracts/finish-reason.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import type { AssistantMessage, CompletionChoice } from './completion.js';

interface ChoiceDraft {
  text: string;
  refusal: string;
  reasoning: string;
  toolCalls: Map<number, ToolCall>;
  finishReason: FinishReason;
}

/** A document is the fold of its parts: this is the only place that adds them up. */
export class ReplyFold {
  private readonly drafts = new Map<number, ChoiceDraft>();

  add(parts: readonly ReplyPart[]): void {
    for (const part of parts) {
      switch (part.type) {
        case 'text':
          this.draft(part.choice).text += part.text;
          break;
        case 'refusal':
          this.draft(part.choice).refusal += part.text;
          break;
        case 'reasoning':
          this.draft(part.choice).reasoning += part.text;
          break;
        case 'tool-call':
          addToolCall(this.draft(part.choice).toolCalls, part);
          break;
        case 'finish':
          this.draft(part.choice).finishReason = part.reason;
          break;
      }
    }
  }

  /** In the order of their indexes. A reply without any gives one empty choice. */
  choices(): readonly CompletionChoice[] {
    if (this.drafts.size === 0) this.draft(0);
    return [...this.drafts]
      .sort(([a], [b]) => a - b)
      .map(([index, draft]) => ({
        index,
        message: messageOf(draft),
        ...(draft.reasoning === '' ? {} : { reasoning: draft.reasoning }),
        finishReason: draft.finishReason,
      }));
  }

  private draft(choice: number): ChoiceDraft {
    let draft = this.drafts.get(choice);
    if (draft === undefined) {
      draft = { text: '', refusal: '', reasoning: '', toolCalls: new Map(), finishReason: 'other' };
      this.drafts.set(choice, draft);
    }
    return draft;
  }
}

function addToolCall(
  calls: Map<number, ToolCall>,
  part: Extract<ReplyPart, { type: 'tool-call' }>,
): void {
  const call = calls.get(part.index);
  if (call === undefined) {
    calls.set(part.index, {
      id: part.id ?? '',
      type: 'function',
      function: { name: part.name ?? '', arguments: part.arguments },
      ...(part.extraContent === undefined ? {} : { extra_content: part.extraContent }),
    });
    return;
  }
  if (part.id) call.id = part.id;
  if (part.name) call.function.name = part.name;
  call.function.arguments += part.arguments;
}

function messageOf({ text, refusal, toolCalls }: ChoiceDraft): AssistantMessage {
  const calls = [...toolCalls].sort(([a], [b]) => a - b).map(([, call]) => call);
  return {
    role: 'assistant',
    content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
    ...(refusal === '' ? {} : { refusal }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}
