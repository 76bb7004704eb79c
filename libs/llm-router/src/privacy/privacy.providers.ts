import { ProtectStage } from './protect.stage.js';
import { builtInRedactors } from './redactors/built-in-redactors.js';

export const privacyProviders = [ProtectStage, ...builtInRedactors];
