export { LlmProviderHealthIndicator } from '../health/terminus/llm-provider-health.indicator.js';
