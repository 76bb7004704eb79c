import type { ChatMessage } from '../../contracts/chat-message.js';
import type { RoutingContext } from '../../contracts/routing-context.js';

/** A conversation is known by how it begins; so much of each end of a message is read, as prompts can be long. */
const READ_CHARACTERS = 2_000;
/** Instructions are rarely in more messages than this. */
const READ_MESSAGES = 8;

/**
 * What belongs together: the session, else the user, else the key, else the conversation, known by its messages up to
 * the first one of the user, which stay the same from turn to turn. Undefined where nothing is known, e.g. of an
 * embedding.
 */
export function stickyKey({ route, caller, request }: RoutingContext): string | undefined {
  const tenant = caller.tenant ?? '';
  if (route.session !== undefined) return `session ${tenant} ${route.session}`;
  if (caller.user !== undefined) return `user ${tenant} ${caller.user}`;
  if (caller.keyId !== undefined) return `key ${caller.keyId}`;
  if (request.messages.length === 0) return undefined;
  let key = 'conversation';
  for (const message of request.messages.slice(0, READ_MESSAGES)) {
    key += ` ${message.role} ${opening(message)}`;
    if (message.role === 'user') break;
  }
  return key;
}

function opening({ content }: ChatMessage): string {
  if (typeof content === 'string') return shortened(content);
  return (content ?? [])
    .map((part) => (part.type === 'text' ? shortened(part.text) : part.type))
    .join(' ');
}

function shortened(text: string): string {
  return text.length <= 2 * READ_CHARACTERS
    ? text
    : `${text.slice(0, READ_CHARACTERS)} ${text.length} ${text.slice(-READ_CHARACTERS)}`;
}
