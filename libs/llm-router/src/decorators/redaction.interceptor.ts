import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { concatMap, type Observable } from 'rxjs';
import { llmCallerOf } from '../contracts/caller-of-request.js';
import { RedactionService } from '../contracts/redaction.js';
import { directivesOfMethod } from './directive-metadata.js';

/** The parts of a request that carry texts, on either platform. */
interface RequestTexts {
  body?: unknown;
  query?: unknown;
}

/**
 * Makes `@Redact()` hold for the request of a controller method itself, and not just for the calls of models that it makes:
 * the method sees body and query without what is found in them; what it returns is searched, as far as the directive is for
 * output, and restored. Streams, files and bytes pass as they are. For methods under `@UseInterceptors(RedactionInterceptor)`;
 * without `@Redact()` on the method or its class it does nothing.
 */
@Injectable()
export class RedactionInterceptor implements NestInterceptor {
  constructor(private readonly redaction: RedactionService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const redact = directivesOfMethod(context.getHandler(), context.getClass())?.redact;
    if (redact === undefined) return next.handle();
    const request =
      context.getType() === 'http' ? context.switchToHttp().getRequest<RequestTexts>() : {};
    const { body, query } = request;
    const { tenant } = llmCallerOf(request) ?? {};
    const redacted = await this.redaction.redact({ body, query }, redact, { tenant });
    const { value } = redacted;
    if (value.body !== body) replace(request, 'body', value.body);
    if (value.query !== query) replace(request, 'query', value.query);
    return next.handle().pipe(concatMap((result: unknown) => redacted.answer(result)));
  }
}

/** On Express, `query` can be read only. */
function replace(request: RequestTexts, name: keyof RequestTexts, value: unknown): void {
  Object.defineProperty(request, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
