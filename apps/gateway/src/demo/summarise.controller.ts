import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CacheCompletion,
  InvalidRequestError,
  type Prompt,
  prompt,
  Redact,
  RouteModel,
} from 'nestjs-llm-router';
import { z } from 'zod';

const MAX_CHARACTERS = 100_000;
const summariseBody = z.object({ text: z.string().trim().min(1).max(MAX_CHARACTERS) });

/** What an application's own controller looks like: it returns a prompt, and the decorators say the rest. */
@ApiTags('Demo')
@ApiBearerAuth()
@Controller('demo')
export class SummariseController {
  @Post('summarise')
  @HttpCode(200)
  @RouteModel({ tier: 'cheap', fallback: ['tier:premium'], tags: { feature: 'summarise' } })
  @CacheCompletion({ ttl: '10m' })
  @Redact()
  @ApiOperation({
    summary: 'Summarises a text',
    description:
      'Cheap models first, premium ones where those fail; cached for ten minutes; personal data never reaches a provider.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['text'],
      properties: { text: { type: 'string', maxLength: MAX_CHARACTERS } },
      example: { text: 'Ada (ada@example.org) wrote the first program. Charles built the engine.' },
    },
  })
  summarise(@Body() body: unknown): Prompt {
    const parsed = summariseBody.safeParse(body);
    if (!parsed.success) {
      throw new InvalidRequestError(
        `text must be a string of 1 to ${MAX_CHARACTERS} characters.`,
        'text',
      );
    }
    return prompt`Summarise in one sentence:\n\n${parsed.data.text}`;
  }
}
