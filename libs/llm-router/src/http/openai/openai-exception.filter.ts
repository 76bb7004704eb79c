import { Catch } from '@nestjs/common';
import { WireExceptionFilter } from '../wire-exception.filter.js';

/**
 * Answers every exception of an HTTP request in OpenAI's form, `{ "error": { message, type, param, code } }`, on Express
 * and on Fastify; requests for `/v1/messages` are answered in Anthropic's. The doors under `v1` have it; bind it
 * globally (`app.useGlobalFilters(new OpenAiExceptionFilter())`) so that unknown routes, malformed JSON and guards
 * answer so too. An exception that is not meant for callers becomes a neutral 500 and is logged.
 */
@Catch()
export class OpenAiExceptionFilter extends WireExceptionFilter {}
