import { ComplianceFilter } from './compliance.filter.js';
import { CompliancePolicy } from './compliance-policy.js';
import { ComplyStage } from './comply.stage.js';
import { ProcessingRecord } from './processing-record.js';

export const policyProviders = [CompliancePolicy, ComplianceFilter, ComplyStage, ProcessingRecord];
