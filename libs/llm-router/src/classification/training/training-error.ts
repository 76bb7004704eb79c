/** Training cannot go on; the message says what was wrong, where, and what is legal. */
export class TrainingError extends Error {}
