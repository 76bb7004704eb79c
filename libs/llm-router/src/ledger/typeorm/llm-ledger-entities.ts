import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { LlmUsageDay } from './rollups/llm-usage-day.entity.js';
import { LlmUsageHour } from './rollups/llm-usage-hour.entity.js';

/** The entities of the ledger: where a data source lists its own by name, all of them have to be there. */
export const llmLedgerEntities = [LlmRequest, LlmAttempt, LlmUsageHour, LlmUsageDay];
