/** A model of which every answer is an error. */
export const FAILING = 'sim-fails+fault-status-500';

/** What is asked for at the simulated provider, with its price as `gateway.yaml` takes it: US dollars per million tokens. */
export const RATES = {
  'sim-fast': { input: '0.15', output: '0.6' },
  'sim-thinks+cached-3+reasoning': {
    input: '2.5',
    cacheRead: '0.625',
    output: '10',
    reasoning: '12.345678',
  },
  'sim-slow+parts-8+fault-slow-drip-4': { input: '3', output: '15' },
  'sim-embeds': { input: '0.02', output: '0' },
  [FAILING]: { input: '1', output: '1' },
};

/** A decimal times 10⁶, exactly: it has six places at most. */
function millionths(decimal) {
  const [whole, places = ''] = decimal.split('.');
  return BigInt(whole + places.padEnd(6, '0'));
}

/** 10⁻¹² US dollars, by the rates above and nothing else: a dollar per 10⁶ tokens is 10⁶ of them a token. */
export function costOf(model, { input, cacheRead, output, reasoning }) {
  const rates = RATES[model];
  const parts = [
    [input, rates.input],
    [cacheRead, rates.cacheRead ?? rates.input],
    [output, rates.output],
    [reasoning, rates.reasoning ?? rates.output],
  ];
  return parts.reduce((sum, [tokens, rate]) => sum + BigInt(tokens) * millionths(rate), 0n);
}
