export {
  chatModel,
  type ChatModelOptions,
  RoutedChatModel,
  type RoutedChatModelCallOptions,
} from '../langchain/chat-model.js';
