import { ConcurrentCallsQuota } from './concurrent-calls.quota.js';
import { ReserveStage } from './reserve.stage.js';

export const throttlingProviders = [ReserveStage, ConcurrentCallsQuota];
