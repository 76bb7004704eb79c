import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { llmCallerOf } from '../../contracts/caller-of-request.js';
import { QuotaExceededError } from '../../contracts/errors/request-errors.js';

/**
 * The `ThrottlerGuard` for routes that call models: counts by API key where an earlier guard told one by
 * `setLlmCaller()`, else by remote address (the platform's own, so set `trust proxy` / `trustProxy` behind a proxy).
 * Throws a `QuotaExceededError` (429) and sets `Retry-After`, in seconds. Works on Express and on Fastify.
 */
@Injectable()
export class LlmThrottlerGuard extends ThrottlerGuard {
  protected override errorMessage = '';

  /** `ip` and not `ips[0]`: on Fastify the latter is the proxy, which would put all callers into one. */
  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    const keyId = llmCallerOf(request)?.keyId;
    return keyId === undefined ? `ip:${await super.getTracker(request)}` : `key:${keyId}`;
  }

  protected override async throwThrottlingException(
    context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    const seconds = Math.max(1, detail.timeToBlockExpire);
    const { res } = this.getRequestResponse(context);
    this.setResponseHeader(res, 'Retry-After', seconds);
    const configured = await this.getErrorMessage(context, detail);
    throw new QuotaExceededError(
      configured ||
        `At most ${detail.limit} requests in ${detail.ttl / 1_000} s are allowed. Try again in ${seconds} s.`,
      seconds * 1_000,
    );
  }
}
