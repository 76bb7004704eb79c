import { z } from 'zod';
import { hintMisfit } from '../pipeline/hint-checks.js';

/** A field that says where a call may go, as users of OpenRouter know it. */
function hint(field: 'models' | 'provider') {
  return z
    .unknown()
    .check(({ value, issues }) => {
      const misfit = hintMisfit({ [field]: value });
      if (misfit === undefined) return;
      const { path, legal, known } = misfit;
      const message = known === undefined ? legal : `left out (legal: ${legal})`;
      issues.push({ code: 'custom', path: path.slice(1), message, input: value });
    })
    .optional();
}

/** The fields of a body, in whatever dialect, that are for the router and not for a provider. */
export const routingHints = { models: hint('models'), provider: hint('provider') };
