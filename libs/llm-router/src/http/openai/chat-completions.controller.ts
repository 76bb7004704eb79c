import { Body, Controller, Post, Req, Res, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { LlmRouter } from '../../pipeline/llm-router.js';
import { callOptionsOf, type PlatformRequest } from '../call-options.js';
import { ClientWatch } from '../client-watch.js';
import { type PlatformResponse, rawResponseOf } from '../raw-response.js';
import { replyHeaders } from '../reply-headers.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';
import { parseChatCompletion } from './parse-chat-completion.js';
import { sendCompletion } from './send-completion.js';
import { streamCompletion } from './stream-completion.js';

/** `POST /v1/chat/completions`, as OpenAI's API has it. */
@Controller({ path: 'v1', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class ChatCompletionsController {
  constructor(private readonly router: LlmRouter) {}

  @Post('chat/completions')
  async create(
    @Body() body: unknown,
    @Req() request: PlatformRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    const began = performance.now();
    const ask = parseChatCompletion(body);
    const client = new ClientWatch(rawResponseOf(response));
    try {
      const reply = await this.router.open(
        ask,
        ask.stream ? 'stream' : 'document',
        callOptionsOf(request, 'http:chat-completions', client.signal),
      );
      const headers = {
        ...replyHeaders(reply),
        'openai-processing-ms': Math.round(performance.now() - began),
      };
      if (ask.stream) {
        const includeUsage = ask.stream_options?.include_usage === true;
        await streamCompletion(response, {
          reply,
          headers,
          includeUsage,
          clientGone: client.signal,
        });
      } else {
        await sendCompletion(response, headers, reply);
      }
    } finally {
      client.release();
    }
  }
}
