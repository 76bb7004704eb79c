import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import type { Conversations } from '../../contracts/response-store.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { holderOf } from '../../contracts/subject.js';
import { decodeInput } from './decode-input.js';
import { decodeResponseRequest } from './decode-response-request.js';
import { ResponseDraft } from './response-draft.js';
import { previousResponseNotFound } from './response-errors.js';
import type { ResponseRequest } from './wire-types.js';

const logger = new Logger('LlmRouter');

/** One turn: the conversation before it, and what is kept of it afterwards. */
export class ResponseSession {
  private constructor(
    private readonly conversations: Conversations,
    private readonly owner: string,
    private readonly body: ResponseRequest,
    private readonly messages: readonly ChatMessage[],
  ) {}

  /** Throws `previous_response_not_found`. */
  static async begin(
    conversations: Conversations,
    owner: string,
    body: ResponseRequest,
  ): Promise<ResponseSession> {
    const { previous_response_id: id } = body;
    const before = id ? await conversations.find(owner, id) : undefined;
    if (id && before === undefined) throw previousResponseNotFound(id);
    const messages = [...(before?.messages ?? []), ...decodeInput(body.input)];
    return new ResponseSession(conversations, owner, body, messages);
  }

  request(): ChatRequest {
    return decodeResponseRequest(this.body, this.messages);
  }

  /** Ids are random and not only unique: where no guard tells callers apart, an id is all that protects a response. */
  draft(model: string): ResponseDraft {
    const id = `resp_${randomBytes(24).toString('hex')}`;
    return new ResponseDraft(id, this.body, model, this.body.store !== false);
  }

  /** Keeps a finished response. One that cannot be kept says so; its answer is there and paid for all the same. */
  async keep(draft: ResponseDraft, { caller, startedAt }: CallSettled): Promise<void> {
    if (this.body.store === false) return;
    const messages = [...this.messages, draft.turn()];
    const response = { id: draft.id, response: draft.document(), messages };
    const of = { subject: holderOf(caller, this.body.user), since: startedAt };
    try {
      if (!(await this.conversations.save(this.owner, response, of))) draft.notStored();
    } catch (error) {
      logger.error(`A response could not be stored: ${String(error)}`);
      draft.notStored();
    }
  }
}
