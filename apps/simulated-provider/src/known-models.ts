/** The models that lists show. Any other name is served as well: its words choose the behaviour. */
export const KNOWN_MODELS: readonly string[] = ['sim-fast', 'sim-smart', 'sim-embedding'];
