import type { Candidate } from '../contracts/candidate.js';

/** Whether an entry of `only`, `ignore` or `order` means a candidate: `openai`, or `openai/gpt-4.1`, in any case. */
export function isNamed(entry: string, { id, provider }: Candidate): boolean {
  return sameName(entry, provider.id) || sameName(entry, id);
}

function sameName(entry: string, name: string): boolean {
  return (
    entry === name || (entry.length === name.length && entry.toLowerCase() === name.toLowerCase())
  );
}
