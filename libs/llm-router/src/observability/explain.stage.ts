/** What the corridor, and through it the doors, may ask of explaining. */
export { answeringAttempts } from './answering-attempts.js';
export { explainCall } from './explain/explain-call.js';
export { explainPlan, type NamedTarget } from './explain/explain-plan.js';
export { settledCallOf } from './settled-call-of.js';
