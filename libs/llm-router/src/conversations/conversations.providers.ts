import { Conversations } from '../contracts/response-store.js';
import { MemoryResponseStore } from './memory-response-store.js';
import { StoredConversations } from './stored-conversations.js';

export const conversationsProviders = [
  MemoryResponseStore,
  { provide: Conversations, useClass: StoredConversations },
];
