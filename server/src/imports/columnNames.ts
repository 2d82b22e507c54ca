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

/** Names in English and German; the first kind that fits a column takes it. */
export const columnKinds: readonly ColumnKind[] = [
  {
    as: "sleepQuality",
    pattern: /\b(sleep ?quality|quality of sleep|schlafqualitat|schlafgute)\b/,
    isItem: true,
    highEnd: "slept well",
  },
  {
    as: "sleepHours",
    pattern:
      /\b(sleep ?(hours?|duration|time|h|hrs|min|minutes|secs?)|hours? (of )?sle(ep|pt)|asleep( duration)?|schlafdauer|schlafstunden|schlafzeit)\b/,
  },
  { as: "restingHr", pattern: /\b(resting ?(heart ?rate|hr|pulse)|rhr|ruhe ?puls|ruhe ?herzfrequenz)\b/ },
  { as: "hrvSdnn", pattern: /\b(hrv ?)?sdnn\b/ },
  { as: "hrvRmssd", pattern: /\b(r ?mssd|hrv|heart rate variability|herzfrequenzvariabilitat)\b/ },
  {
    as: "fatigue",
    pattern: /\b(fatigue|tired(ness)?|exhaustion|mudigkeit|ermudung|erschopfung)\b/,
    isItem: true,
    highEnd: "very tired",
  },
  {
    as: "muscleSoreness",
    pattern: /\b(muscle ?soreness|soreness|sore muscles|doms|muskelkater)\b/,
    isItem: true,
    highEnd: "very sore",
  },
  { as: "stress", pattern: /\bstress( ?level)?\b/, isItem: true, highEnd: "very stressed" },
  { as: "mood", pattern: /\b(mood|stimmung|laune)\b/, isItem: true, highEnd: "in a good mood" },
  { as: "motivation", pattern: /\b(motivation|trainingslust|lust)\b/, isItem: true, highEnd: "keen to train" },
  { as: "exercise", pattern: /\b(exercise( ?(name|title))?|lift|ubung)\b/ },
  { as: "kind", pattern: /\b(set ?type|satzart|satztyp)\b/ },
  { as: "targetReps", pattern: /\b((target|required|planned) ?reps|soll ?(wdh|wiederholungen))\b/ },
  { as: "reps", pattern: /\b(reps?|repetitions?|wdh|wiederholungen)\b/ },
  { as: "meanVelocity", pattern: /\b(mean ?(concentric ?)?velocity|mcv|mv|mittlere geschwindigkeit)\b/ },
  { as: "peakVelocity", pattern: /\b(peak ?velocity|pv|maximale geschwindigkeit)\b/ },
  { as: "rir", pattern: /\b(rir|reps in reserve)\b/ },
  { as: "rpe", pattern: /\b(s?rpe|(session|perceived) ?(rpe|exertion|effort)|anstrengung|belastungsempfinden)\b/ },
  { as: "durationMin", pattern: /\b(duration|minutes|dauer|minuten)\b/ },
  { as: "bodyMass", pattern: /\b(body ?(mass|weight)|korpergewicht|korpermasse)\b/ },
  { as: "load", pattern: /\b(load|last|(weight|gewicht)( ?(kg|lbs?))?)\b/ },
  { as: "note", pattern: /\b(notes?|comments?|notiz(en)?|kommentar|bemerkung(en)?)\b/ },
]

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

/** A column's name as the patterns expect it: `Schlafqualität (1-5)` → `schlafqualitat 1 5`. */
export function toPlainName(column: string): string {
  return column
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
}
