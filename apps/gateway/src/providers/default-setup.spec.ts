import { readEnvironment } from '../config/environment.js';
import { defaultSetup } from './default-setup.js';

function setup(env: NodeJS.ProcessEnv, ollamaModel?: string) {
  const environment = readEnvironment(env);
  if (!('LOG_LEVEL' in environment)) throw new Error('The environment is illegal.');
  return defaultSetup(environment, ollamaModel);
}

it('simulates where no key is set', () => {
  expect(setup({}).tiers).toEqual({
    cheap: ['sim-a/sim-fast', 'sim-b/sim-fast', 'sim-anthropic/sim-fast'],
    premium: ['sim-a/sim-smart', 'sim-b/sim-smart', 'sim-anthropic/sim-smart'],
  });
});

it('puts every vendor whose key is set in front', () => {
  const { providers, tiers } = setup(
    {
      OPENAI_API_KEY: 'k1',
      ANTHROPIC_API_KEY: 'k2',
      GEMINI_API_KEY: 'k3',
      OPENROUTER_API_KEY: 'k4',
      OLLAMA_BASE_URL: 'http://127.0.0.1:11434',
    },
    'llama3.2',
  );
  expect(providers.map((it) => it.type)).toEqual([
    'openai',
    'anthropic',
    'google',
    'openrouter',
    'ollama',
    'simulated',
    'simulated',
    'simulated',
  ]);
  expect(tiers['premium']?.slice(0, 6)).toEqual([
    'openai/gpt-4.1',
    'anthropic/claude-sonnet-4-5',
    'google/gemini-2.5-pro',
    'openrouter/openai/gpt-4.1',
    'ollama/llama3.2',
    'sim-a/sim-smart',
  ]);
});

it('leaves out what is set to nothing, and an Ollama without models', () => {
  const { providers } = setup({ OPENAI_API_KEY: ' ', OLLAMA_BASE_URL: 'http://127.0.0.1:1' });
  expect(providers.every((it) => it.type === 'simulated')).toBe(true);
});
