import {
  Body,
  Controller,
  HttpCode,
  Post,
  Req,
  Res,
  UseFilters,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { CallRouter } from '../../pipeline/call-router.js';
import type { PlatformRequest } from '../call-options.js';
import { OpenAiExceptionFilter } from '../openai/openai-exception.filter.js';
import { parseBody } from '../parse-body.js';
import { type PlatformResponse, sendJson } from '../raw-response.js';
import { Reception } from '../reception.js';
import { sendMessage, streamMessage } from './answer-message.js';
import { decodeMessage } from './decode-message.js';
import { countTokensSchema, messageSchema } from './message.schema.js';
import type { MessageRequest } from './wire-types.js';

/** `POST /v1/messages` and `POST /v1/messages/count_tokens`, as Anthropic's API has them. */
@Controller({ path: 'v1/messages', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class MessagesController {
  constructor(
    private readonly router: CallRouter,
    private readonly reception: Reception,
  ) {}

  @Post()
  create(
    @Body() body: unknown,
    @Req() request: PlatformRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    return this.reception.receive(
      { door: 'http:messages', rateLimits: 'anthropic', request, response, body },
      async (visit) => {
        const message = parseBody<MessageRequest>(body, messageSchema);
        const ask = decodeMessage(message);
        if (message.stream) {
          await streamMessage(visit, await this.router.open(ask, 'stream', visit.options));
        } else {
          await sendMessage(visit, await this.router.open(ask, 'document', visit.options));
        }
      },
    );
  }

  /** An estimate, and a header says so: nobody is asked, nothing is billed, and no row is written. */
  @Post('count_tokens')
  @HttpCode(200)
  countTokens(@Body() body: unknown, @Res() response: PlatformResponse): void {
    const ask = decodeMessage(parseBody<MessageRequest>(body, countTokensSchema));
    const count = { input_tokens: this.router.estimateTokens(ask) };
    const headers = { 'x-llm-router-token-count': 'estimated' };
    sendJson(response, 200, headers, JSON.stringify(count));
  }
}
