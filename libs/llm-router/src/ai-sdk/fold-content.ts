import type { ModelContent, ModelStreamPart } from './language-model-reply.js';

/** The content of a whole reply is the fold of its stream parts. */
export function foldContent(parts: readonly ModelStreamPart[]): ModelContent[] {
  const content: ModelContent[] = [];
  for (const part of parts) {
    const last = content.at(-1);
    switch (part.type) {
      case 'text-start':
        content.push({ type: 'text', text: '' });
        break;
      case 'reasoning-start':
        content.push({ type: 'reasoning', text: '' });
        break;
      case 'text-delta':
      case 'reasoning-delta':
        if (last && 'text' in last) last.text += part.delta;
        break;
      case 'reasoning-end':
        if (last?.type === 'reasoning' && part.providerMetadata) {
          last.providerMetadata = part.providerMetadata;
        }
        break;
      case 'tool-call':
        content.push(part);
    }
  }
  return content;
}
