/** A kind of column that many files have, and the names it goes by. */
export interface ColumnKind {
  readonly as: string
  /** Matched against the column's name in small letters, without accents, signs turned into spaces. */
  readonly pattern: RegExp
  /** True: a feeling on a short scale, so that its direction is worth saying. */
  readonly isItem?: boolean
  /** What the high end is taken to mean. */
  readonly highEnd?: string
}

/** Names in English and German, each the whole name but for its unit; the first kind that fits a column takes it. */
export const columnKinds: readonly ColumnKind[] = [
  {
    as: "sleepQuality",
    pattern: named("sleep ?quality|quality of sleep|schlafqualitat|schlafgute"),
    isItem: true,
    highEnd: "slept well",
  },
  {
    as: "sleepHours",
    pattern: named(
      "sleep ?(hours?|duration|time|secs?|h|hrs)|hours? (of )?sle(ep|pt)|(measurable )?asleep( duration)?|schlafdauer|schlafstunden|schlafzeit",
    ),
  },
  { as: "restingHr", pattern: named("resting ?(heart ?rate|hr|pulse)|rhr|ruhe ?puls|ruhe ?herzfrequenz") },
  { as: "hrvSdnn", pattern: named("(hrv ?)?sdnn") },
  { as: "hrvRmssd", pattern: named("(hrv ?)?r ?mssd|hrv|heart rate variability|herzfrequenzvariabilitat") },
  {
    as: "fatigue",
    pattern: named("fatigue|tired(ness)?|exhaustion|mudigkeit|ermudung|erschopfung"),
    isItem: true,
    highEnd: "very tired",
  },
  {
    as: "muscleSoreness",
    pattern: named("(muscle )?soreness|sore muscles|doms|muskelkater"),
    isItem: true,
    highEnd: "very sore",
  },
  { as: "stress", pattern: named("stress"), isItem: true, highEnd: "very stressed" },
  { as: "mood", pattern: named("mood|stimmung|laune"), isItem: true, highEnd: "in a good mood" },
  {
    as: "motivation",
    pattern: named("(training )?motivation|trainingslust|lust( auf training)?"),
    isItem: true,
    highEnd: "keen to train",
  },
  { as: "exercise", pattern: named("exercise( ?(name|title))?|lift|ubung") },
  { as: "targetReps", pattern: named("(target|required|planned|soll) ?(reps|wdh|wiederholungen)") },
  { as: "reps", pattern: named("(completed )?(reps?|repetitions?)|wdh|wiederholungen") },
  { as: "meanVelocity", pattern: named("mean ?(concentric ?)?velocity|mcv|mv|mittlere geschwindigkeit") },
  { as: "peakVelocity", pattern: named("peak ?velocity|pv|maximale geschwindigkeit") },
  { as: "rir", pattern: named("rir|reps in reserve") },
  {
    as: "rpe",
    pattern: named("(completed )?s? ?rpe|(session|perceived) ?(rpe|exertion|effort)|anstrengung|belastungsempfinden"),
  },
  {
    as: "durationMin",
    pattern: named("((session|workout|training) ?)?(duration|minutes|dauer|minuten)|trainingsdauer"),
  },
  { as: "bodyMass", pattern: named("body ?(mass|weight)|korpergewicht|korpermasse") },
  { as: "weight", pattern: named("(completed )?weight( value)?|gewicht") },
  { as: "load", pattern: named("load|last") },
  { as: "note", pattern: named("notes?|comments?|notiz(en)?|kommentar|bemerkung(en)?") },
]

/** The whole of a name but for a leading question and a trailing unit, range or `level`. */
function named(names: string): RegExp {
  return new RegExp(
    `^(?:${names})(?: (?:level|rating|heute|today|kg|lbs?|h|hrs?|hours|stunden|min|minutes|minuten|s|secs?|seconds|sekunden|ms|bpm|m|cr10|\\d+))*$`,
  )
}

export const dateNames =
  /^(date|datum|day|tag|local ?date|date ?time|timestamp|zeitstempel|start ?(time|date)|calendar ?date|effective time frame)$/

/** Joints by the words that columns on pain have for them. */
export const jointWords = {
  shoulder: /\b(shoulder|schulter)/,
  elbow: /\b(elbow|ellbogen|ellenbogen)/,
  knee: /\b(knee|knie)/,
  hip: /\b(hip|hufte?)/,
  wrist: /\b(wrist|handgelenk)/,
  ankle: /\b(ankle|sprunggelenk|knochel)/,
  lowerBack: /\b(low(er)? ?back|unterer rucken|lendenwirbel)/,
  neck: /\b(neck|nacken|hals)/,
} as const
export const painWords = /(pain|schmerz|ache)/

/** A column's name as the patterns expect it, of a dotted path the last step: `Schlafqualität (1-5)` → `schlafqualitat 1 5`. */
export function toPlainName(column: string): string {
  return (column.split(".").at(-1) ?? column)
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
}
