import { Body, Controller, Post, Req, Res, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { CallRouter } from '../../pipeline/call-router.js';
import type { PlatformRequest } from '../call-options.js';
import type { PlatformResponse } from '../raw-response.js';
import { Reception } from '../reception.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';
import { parseChatCompletion } from './parse-chat-completion.js';
import { sendCompletion } from './send-completion.js';
import { streamCompletion } from './stream-completion.js';

/** `POST /v1/chat/completions`, as OpenAI's API has it. */
@Controller({ path: 'v1', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class ChatCompletionsController {
  constructor(
    private readonly router: CallRouter,
    private readonly reception: Reception,
  ) {}

  @Post('chat/completions')
  create(
    @Body() body: unknown,
    @Req() request: PlatformRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    const visitor = { door: 'http:chat-completions', request, response, body };
    return this.reception.receive(visitor, async (visit) => {
      const ask = parseChatCompletion(body);
      if (ask.stream) {
        const reply = await this.router.open(ask, 'stream', visit.options);
        await streamCompletion(visit, reply, ask.stream_options?.include_usage === true);
      } else {
        const reply = await this.router.open(ask, 'document', visit.options);
        await sendCompletion(visit, reply);
      }
    });
  }
}
