import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { llmCallerOf } from '../../contracts/caller-of-request.js';
import { Conversations } from '../../contracts/response-store.js';
import { scopeOf } from '../../contracts/subject.js';
import { CallRouter } from '../../pipeline/call-router.js';
import type { PlatformRequest } from '../call-options.js';
import { OpenAiExceptionFilter } from '../openai/openai-exception.filter.js';
import { parseBody } from '../parse-body.js';
import type { PlatformResponse } from '../raw-response.js';
import { Reception } from '../reception.js';
import { sendResponse, streamResponse } from './answer-response.js';
import { responseNotFound } from './response-errors.js';
import { ResponseSession } from './response-session.js';
import { responseSchema } from './response.schema.js';
import type { ResponseRequest } from './wire-types.js';

/** `POST /v1/responses`, `GET` and `DELETE /v1/responses/{id}`, as OpenAI's API has them. */
@Controller({ path: 'v1/responses', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class ResponsesController {
  constructor(
    private readonly router: CallRouter,
    private readonly reception: Reception,
    private readonly conversations: Conversations,
  ) {}

  @Post()
  create(
    @Body() body: unknown,
    @Req() request: PlatformRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    return this.reception.receive(
      { door: 'http:responses', request, response, body },
      async (visit) => {
        const asked = parseBody<ResponseRequest>(body, responseSchema);
        const owner = scopeOf(visit.options.caller ?? {});
        const session = await ResponseSession.begin(this.conversations, owner, asked);
        const ask = session.request();
        if (asked.stream) {
          const reply = await this.router.open(ask, 'stream', visit.options);
          await streamResponse(visit, reply, session);
        } else {
          const reply = await this.router.open(ask, 'document', visit.options);
          await sendResponse(visit, reply, session);
        }
      },
    );
  }

  @Get(':id')
  async retrieve(@Param('id') id: string, @Req() request: PlatformRequest): Promise<object> {
    const stored = await this.conversations.find(scopeOf(llmCallerOf(request) ?? {}), id);
    if (stored === undefined) throw responseNotFound(id);
    return stored.response;
  }

  @Delete(':id')
  async remove(@Param('id') id: string, @Req() request: PlatformRequest): Promise<object> {
    const removed = await this.conversations.remove(scopeOf(llmCallerOf(request) ?? {}), id);
    if (!removed) throw responseNotFound(id);
    return { id, object: 'response', deleted: true };
  }
}
