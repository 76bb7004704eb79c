/** What no caller may ever see: keys, paths of this machine, stacks. */
export const UPSTREAM_KEY = 'sk-upstream-0123456789abcdef';

export function expectNothingShown(text: string): void {
  expect(text).not.toContain(UPSTREAM_KEY.slice(0, 12));
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d+|\n\s+at |\/(home|root|work|tmp|usr)\//);
}
