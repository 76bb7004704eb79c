import { LlmContent } from './llm-content.entity.js';
import { LlmLegalHold } from './llm-legal-hold.entity.js';
import { LlmSubject } from './llm-subject.entity.js';

/** The entities of contents and their keys: where a data source lists its own by name, all of them have to be there. */
export const llmSubjectsEntities = [LlmSubject, LlmContent, LlmLegalHold];
