import { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { catchError, concatMap, type Observable } from 'rxjs';
import type { Directives } from '../contracts/directives.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { llmCallerOf } from '../contracts/caller-of-request.js';
import { mergeRoute } from '../contracts/merge-route.js';
import { ClientWatch } from '../http/client-watch.js';
import { type PlatformResponse, rawResponseOf } from '../http/raw-response.js';
import { type AmbientContext, runWithDirectives } from '../pipeline/ambient-context.js';
import { CallRouter } from '../pipeline/call-router.js';
import { mergeDirectives } from '../pipeline/merge-directives.js';
import { type Completable, isCompletable } from './completable.js';
import { openCompletionEvents } from './completion-events.js';
import { directivesOfMethod } from './directive-metadata.js';
import { setHeader, wantsEventStream } from './platform-exchange.js';

/**
 * Puts a controller method's directives around it, and completes the prompt or request that it returns: as JSON, or as
 * server-sent events where the client accepts `text/event-stream`. Router errors leave with their own HTTP status.
 */
@Injectable()
export class RouteModelInterceptor implements NestInterceptor {
  constructor(private readonly router: CallRouter) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const directives = directivesOfMethod(context.getHandler(), context.getClass());
    if (directives === undefined) return next.handle();
    const isHttp = context.getType() === 'http';
    const ambient = isHttp
      ? ofRequest(directives, context.switchToHttp().getRequest())
      : { directives };
    return runWithDirectives(ambient, () => next.handle()).pipe(
      concatMap(async (value: unknown) =>
        isCompletable(value)
          ? runWithDirectives(ambient, () =>
              isHttp ? this.answer(value, context) : this.router.complete(value),
            )
          : value,
      ),
      catchError((error: unknown) => {
        throw isHttp && LlmRouterError.isInstance(error) ? asHttpException(error, context) : error;
      }),
    );
  }

  private async answer(ask: Completable, context: ExecutionContext): Promise<unknown> {
    const http = context.switchToHttp();
    const { signal } = new ClientWatch(rawResponseOf(http.getResponse<PlatformResponse>()));
    if (!wantsEventStream(http.getRequest())) return this.router.complete(ask, { signal });
    const events = await openCompletionEvents(this.router.stream(ask, { signal }));
    setHeader(http.getResponse(), 'cache-control', 'no-cache');
    return new StreamableFile(Readable.from(events), { type: 'text/event-stream; charset=utf-8' });
  }
}

/** The directives as they hold for this request: the caller's own tags win. */
function ofRequest(directives: Directives, request: object): AmbientContext {
  const { tags, route: limits, ...caller } = llmCallerOf(request) ?? {};
  const route = mergeRoute(limits, tags && { tags });
  return {
    directives: route ? mergeDirectives(directives, { route }) : directives,
    caller: { door: 'http', ...caller },
  };
}

function asHttpException(error: LlmRouterError, context: ExecutionContext): HttpException {
  if (error.retryAfterMs !== undefined) {
    const seconds = String(Math.ceil(error.retryAfterMs / 1_000));
    setHeader(context.switchToHttp().getResponse(), 'retry-after', seconds);
  }
  const { code, message, httpStatus: statusCode } = error;
  return new HttpException({ statusCode, code, message }, statusCode, { cause: error });
}
