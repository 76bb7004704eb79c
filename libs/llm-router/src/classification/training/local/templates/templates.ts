/**
 * Texts with slots in braces, by task; `''` stands for what is no request that one could tell. A system message stands
 * before the text, in square brackets.
 */
export type Templates = Readonly<Partial<Record<string, readonly string[]>>>;

/** What may stand in each slot, with ` | ` between. */
export type Slots = Readonly<Record<string, string>>;

export interface LanguageTemplates {
  /** What the language's own slots are filled with; all others are filled as in English. */
  readonly slots: Slots;
  readonly templates: Templates;
}
