export interface StreamEvent {
  readonly event: string | undefined;
  readonly data: string;
}

/** Every event of a stream's text; what does not end in an empty line is left out. */
export function eventsOf(text: string): StreamEvent[] {
  const blocks = text.split('\n\n').slice(0, -1);
  return blocks.map((block) => ({
    event: /^event: (.*)$/m.exec(block)?.[1],
    data: /^data: (.*)$/m.exec(block)?.[1] ?? '',
  }));
}

/** Reads a body that may be cut: what came, and whether it came to its end. */
export async function readTorn(response: Response): Promise<{ text: string; whole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
    }
    return { text, whole: true };
  } catch {
    return { text, whole: false };
  }
}

export async function waitUntil(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('Waited in vain.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
