import { RedactionService } from '../contracts/redaction.js';
import { TextScrubber } from '../contracts/text-scrubber.js';
import { ProtectStage } from './protect.stage.js';
import { ValueRedaction } from './redaction.service.js';
import { Redactions } from './redactions.js';
import { builtInRedactors } from './redactors/built-in-redactors.js';
import { SecretScrubber } from './secret-scrubber.js';

export const privacyProviders = [
  Redactions,
  ProtectStage,
  { provide: RedactionService, useClass: ValueRedaction },
  { provide: TextScrubber, useClass: SecretScrubber },
  ...builtInRedactors,
];
