/** True for a document that declares its `facts`: a ruleset over rows of facts, not over a lifter's log. */
export function isFactsRuleset(json: unknown): boolean {
  return json !== null && typeof json === "object" && Object.hasOwn(json, "facts") && !Object.hasOwn(json, "signals")
}
