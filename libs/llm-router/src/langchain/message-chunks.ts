import { AIMessageChunk } from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ReplyPart } from '../contracts/reply-part.js';
import type { SettlingReply } from '../contracts/reply.js';
import { KeptReasoning } from './kept-reasoning.js';
import { responseMetadata, usageMetadata } from './message-metadata.js';

/** A reply as LangChain's chunks; the last one tells the usage and how the reply was obtained. */
export async function* messageChunks(
  reply: SettlingReply,
): AsyncGenerator<ChatGenerationChunk, void, undefined> {
  const reasoning = new KeptReasoning();
  for await (const { parts } of reply.chunks) {
    for (const part of parts) {
      reasoning.observe(part);
      const message = messageOf(part, reply.id);
      if (message !== undefined) yield generation(message);
    }
  }
  const outcome = await reply.outcome;
  const kept = reasoning.kept();
  yield generation(
    new AIMessageChunk({
      id: reply.id,
      content: '',
      ...(kept === undefined ? {} : { additional_kwargs: { llm_router: kept } }),
      usage_metadata: usageMetadata(outcome.usage),
      response_metadata: responseMetadata(reply.head, outcome),
    }),
  );
}

function messageOf(part: ReplyPart, id: string): AIMessageChunk | undefined {
  if (!('choice' in part) || part.choice !== 0) return undefined;
  switch (part.type) {
    case 'text':
      return new AIMessageChunk({ id, content: part.text });
    case 'reasoning':
      return part.text === ''
        ? undefined
        : new AIMessageChunk({
            id,
            content: '',
            additional_kwargs: { reasoning_content: part.text },
          });
    case 'refusal':
      return new AIMessageChunk({ id, content: '', additional_kwargs: { refusal: part.text } });
    case 'tool-call': {
      const { index, id: callId, name, arguments: args } = part;
      const chunk = { type: 'tool_call_chunk' as const, index, id: callId, name, args };
      return new AIMessageChunk({ id, content: '', tool_call_chunks: [chunk] });
    }
    case 'finish':
      return undefined;
  }
}

function generation(message: AIMessageChunk): ChatGenerationChunk {
  return new ChatGenerationChunk({ text: message.text, message });
}
