/** Templates by message id; `{name}` is replaced. Another language is another table with the same ids. */
export type Messages = Readonly<Record<string, string>>

/** The rules half's English. */
export const englishRules = {
  "leaf.lessThan": "{label} is < {value}",
  "leaf.lessThanInclusive": "{label} is ≤ {value}",
  "leaf.greaterThan": "{label} is > {value}",
  "leaf.greaterThanInclusive": "{label} is ≥ {value}",
  "leaf.equal": "{label} is {value}",
  "leaf.notEqual": "{label} is not {value}",
  "leaf.in": "{label} is one of {value}",
  "leaf.notIn": "{label} is none of {value}",
  "leaf.contains": "{label} include {value}",
  "leaf.doesNotContain": "{label} do not include {value}",
  "leaf.yes": "{label}",
  "leaf.no": "not ({label})",
  "leaf.isKnown": "{label} is known",
  "leaf.isNotKnown": "{label} is not known",
  "leaf.findingHolds": "“{label}” holds",
  "leaf.findingDoesNotHold": "“{label}” does not hold",
  "group.all": "{items}",
  "group.any": "either {items}",
  "group.not": "not ({item})",
  "join.and": " and ",
  "join.or": " or ",
  "rule.warning": "While {while} → warning sign: {title}.",
  "rule.note": "While {while} → note: {title}.",
  "rule.verdict": "While {while} → {verdict}: {title}.",
  "seen.number": "{label}: {factValue} ({words} {value})",
  "seen.unknown": "{label}: not known",
  "why.rule": "{title} — {seen}.",
  "why.bare": "{title}.",
  "line.equal": "at {value}",
  "line.notEqual": "at anything but {value}",
  "line.lessThan": "below {value}",
  "line.lessThanInclusive": "up to {value}",
  "line.greaterThan": "above {value}",
  "line.greaterThanInclusive": "from {value}",
  "line.in": "at one of {value}",
  "line.notIn": "at none of {value}",
  "line.contains": "with {value}",
  "line.doesNotContain": "without {value}",
  "diff.rule.added": "`{rule}` is new: {sentence}",
  "diff.rule.removed": "`{rule}` is gone: {sentence}",
  "diff.rule.line": "`{rule}` {title}: fires {after} instead of {before} ({label}).",
  "diff.rule.conditions": "`{rule}` {title}: fires while {after}, instead of while {before}.",
  "diff.rule.title": "`{rule}` is called “{title}” instead of “{before}”.",
  "diff.rule.verdict": "`{rule}` {title}: says “{after}” instead of “{before}”.",
  "diff.rule.locked": "`{rule}` {title}: can no longer be switched off by an override.",
  "diff.rule.unlocked": "`{rule}` {title}: can be switched off by an override.",
  "diff.rule.rationale": "`{rule}` {title}: its rationale reads otherwise.",
  "diff.rule.field": "`{rule}` {title}: {field} is {after} instead of {before}.",
  "diff.threshold": "{label} (`{name}`): {after} instead of {before}.",
  "diff.condition": "Shared condition `{name}`: {after}, instead of {before}.",
  "diff.field": "{noun} “{title}”: {field} is {after} instead of {before}.",
  "diff.added": "{noun} “{title}” (`{name}`) is new.",
  "diff.removed": "{noun} “{title}” (`{name}`) is gone.",
  "diff.document": "The ruleset's {name} is {after} instead of {before}.",
  "diff.noun.thresholds": "Threshold",
  "diff.noun.signals": "Signal",
  "diff.noun.measures": "Measure",
  "diff.noun.facts": "Fact",
  "diff.noun.conditions": "Shared condition",
  "diff.noun.advice": "Advice",
  "margin.short": "{label}: {factValue}, {by} short of {words} {value}",
  "margin.over": "{label}: {factValue}, {by} over {words} {value}",
  "margin.under": "{label}: {factValue}, {by} inside {words} {value}",
  "margin.beyond": "{label}: {factValue}, {by} past {words} {value}",
  "margin.onTheLine": "{label}: {factValue}, on the line ({words} {value})",
  "word.true": "yes",
  "word.false": "no",
  "one.days": "day",
  "one.weeks": "week",
  "one.sessions": "session",
  "one.lifts": "lift",
  "one.joints": "joint",
  "one.nights": "night",
  "one.signs": "sign",
  "words.lessThan": "below",
  "words.lessThanInclusive": "at most",
  "words.greaterThan": "above",
  "words.greaterThanInclusive": "at least",
  "words.equal": "exactly",
  "words.notEqual": "not",
} as const satisfies Messages

/** Fills a template; an id that the table lacks is shown as itself, so that a gap is seen and never hides a verdict. */
export function say(
  messages: Messages,
  id: string,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  const template = messages[id] ?? id
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) =>
    name in parameters ? String(parameters[name]) : hole,
  )
}

/** A number for people: at most two decimals, or three below one, and a real minus sign. */
export function sayNumber(value: number): string {
  const digits = Math.abs(value) < 1 ? 3 : 2
  return String(Number(value.toFixed(digits))).replace("-", "−")
}

/** A number with its unit, which is singular after one: `5 bpm`, `1 day`. */
export function sayAmount(value: number, unit: string | undefined, messages: Messages = englishRules): string {
  if (unit === undefined || unit === "") return sayNumber(value)
  return `${sayNumber(value)} ${(Math.abs(value) === 1 ? messages[`one.${unit}`] : undefined) ?? unit}`
}
