import { Conversations } from '../contracts/response-store.js';
import { MemoryResponseStore } from './memory-response-store.js';
import { ResponsesData } from './responses-data.js';
import { SealedResponses } from './sealed-responses.js';
import { StoredConversations } from './stored-conversations.js';

export const conversationsProviders = [
  MemoryResponseStore,
  SealedResponses,
  StoredConversations,
  ResponsesData,
  { provide: Conversations, useExisting: StoredConversations },
];
