export { LlmThrottlerGuard } from '../throttling/throttler/llm-throttler.guard.js';
export { MemoryThrottlerStorage } from '../throttling/throttler/memory-throttler-storage.js';
