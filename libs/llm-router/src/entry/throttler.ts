export { LlmThrottlerGuard } from '../throttling/throttler/llm-throttler.guard.js';
