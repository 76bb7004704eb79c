import type { PromptSample } from '../../../contracts/prompt-classifier.js';

/** A prompt with what a person says it is; `task` undefined: nobody could tell. */
export interface LabelledPrompt {
  readonly task: string | undefined;
  readonly language: string;
  readonly sample: PromptSample;
}

/** Lines of the form `en: text` or `en [system message]: text`; under `?` stands what nobody could tell. */
export type PromptLines = Readonly<Record<string, readonly string[]>>;

export function labelledPrompts(lines: PromptLines): LabelledPrompt[] {
  return Object.entries(lines).flatMap(([task, entries]) =>
    entries.map((line) => {
      const [, language, instructions, text] = /^(\w\w)(?: \[(.*?)\])?: (.*)$/s.exec(line) ?? [];
      if (language === undefined || text === undefined) throw new Error(`Not a line: ${line}`);
      return {
        task: task === '?' ? undefined : task,
        language,
        sample: {
          text,
          instructions: instructions ?? '',
          hasTools: false,
          hasImages: false,
        },
      };
    }),
  );
}
