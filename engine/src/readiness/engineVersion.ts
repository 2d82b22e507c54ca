/** This engine's version, as its package says; a decision names it, a digest leaves it out. */
export const engineVersion = "0.1.0"
