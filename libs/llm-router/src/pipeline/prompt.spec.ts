import { Prompt, prompt } from './prompt.js';

describe('prompt', () => {
  it('puts strings in as they are, and everything else as JSON', () => {
    expect(prompt`Sum ${[1, 2]} for ${'Ann'}: ${3}`.text).toBe('Sum [1,2] for Ann: 3');
  });

  it('becomes a request, with instructions as the system message', () => {
    expect(prompt`Hello`.system('Be brief.').toRequest()).toEqual({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
      ],
    });
  });

  it('refuses an undefined value', () => {
    expect(() => prompt`Hello ${undefined}`).toThrow("The prompt's value number 1 is undefined.");
  });

  it('is recognised across copies of the package, by its brand', () => {
    expect(Prompt.isInstance(prompt`x`)).toBe(true);
    expect(Prompt.isInstance({ text: 'x' })).toBe(false);
  });
});
