import type { Joint } from "./log/schema.ts"

/**
 * Words of a lift's name and the joints it loads, the most telling joint first. The first row whose words all occur
 * decides, so special lifts stand above the general one (`leg press` above `press`). Our default, from common anatomy.
 */
const lifts: readonly (readonly [words: string, joints: readonly Joint[]])[] = [
  ["wrist curl", ["wrist", "elbow"]],
  ["forearm", ["wrist", "elbow"]],
  ["nordic", ["knee"]],
  ["leg curl", ["knee"]],
  ["hamstring curl", ["knee"]],
  ["leg extension", ["knee"]],
  ["knee extension", ["knee"]],
  ["leg press", ["knee", "hip", "lowerBack"]],
  ["calf", ["ankle"]],
  ["leg raise", ["hip", "lowerBack"]],
  ["knee raise", ["hip", "lowerBack"]],
  ["toes to bar", ["shoulder", "hip", "lowerBack"]],
  ["glute ham", ["knee", "hip", "lowerBack"]],
  ["ghr", ["knee", "hip", "lowerBack"]],
  ["abduction", ["hip"]],
  ["adduction", ["hip"]],
  ["copenhagen", ["hip", "knee"]],
  ["hip thrust", ["hip", "lowerBack"]],
  ["glute bridge", ["hip", "lowerBack"]],
  ["glute kickback", ["hip"]],
  ["pull through", ["hip", "lowerBack"]],
  ["kettlebell swing", ["hip", "lowerBack", "shoulder"]],
  ["overhead squat", ["knee", "hip", "ankle", "lowerBack", "shoulder", "wrist"]],
  ["front squat", ["knee", "hip", "ankle", "lowerBack", "wrist"]],
  ["split squat", ["knee", "hip", "ankle"]],
  ["lunge", ["knee", "hip", "ankle"]],
  ["step up", ["knee", "hip", "ankle"]],
  ["pistol", ["knee", "hip", "ankle"]],
  ["thruster", ["knee", "hip", "shoulder", "lowerBack", "wrist", "ankle"]],
  ["wall ball", ["knee", "hip", "shoulder", "ankle"]],
  ["squat", ["knee", "hip", "lowerBack", "ankle"]],
  ["jump", ["knee", "ankle", "hip"]],
  ["snatch", ["shoulder", "hip", "knee", "lowerBack", "wrist", "elbow", "ankle"]],
  ["clean", ["hip", "knee", "lowerBack", "wrist", "shoulder", "elbow", "ankle"]],
  ["jerk", ["shoulder", "knee", "wrist", "elbow", "ankle"]],
  ["deadlift", ["lowerBack", "hip", "knee"]],
  ["rack pull", ["lowerBack", "hip"]],
  ["rdl", ["lowerBack", "hip"]],
  ["good morning", ["lowerBack", "hip"]],
  ["back extension", ["lowerBack", "hip"]],
  ["hyperextension", ["lowerBack", "hip"]],
  ["upright row", ["shoulder", "elbow", "neck"]],
  ["bench dip", ["shoulder", "elbow", "wrist"]],
  ["handstand", ["shoulder", "wrist", "elbow", "neck"]],
  ["jm press", ["elbow", "shoulder", "wrist"]],
  ["bench", ["shoulder", "elbow", "wrist"]],
  ["push press", ["shoulder", "elbow", "wrist", "lowerBack", "knee"]],
  ["military press", ["shoulder", "elbow", "wrist", "lowerBack"]],
  ["overhead press", ["shoulder", "elbow", "wrist", "lowerBack"]],
  ["ohp", ["shoulder", "elbow", "wrist", "lowerBack"]],
  ["push up", ["shoulder", "elbow", "wrist"]],
  ["press up", ["shoulder", "elbow", "wrist"]],
  ["pushdown", ["elbow"]],
  ["pressdown", ["elbow"]],
  ["kickback", ["elbow"]],
  ["skullcrusher", ["elbow"]],
  ["skull crusher", ["elbow"]],
  ["triceps", ["elbow", "shoulder"]],
  ["tricep", ["elbow", "shoulder"]],
  ["press", ["shoulder", "elbow", "wrist"]],
  ["dip", ["shoulder", "elbow", "wrist"]],
  ["pull up", ["shoulder", "elbow"]],
  ["pullup", ["shoulder", "elbow"]],
  ["chin up", ["shoulder", "elbow"]],
  ["chinup", ["shoulder", "elbow"]],
  ["muscle up", ["shoulder", "elbow", "wrist"]],
  ["pulldown", ["shoulder", "elbow"]],
  ["pull down", ["shoulder", "elbow"]],
  ["pullover", ["shoulder", "elbow"]],
  ["chest supported", ["shoulder", "elbow"]],
  ["seated row", ["shoulder", "elbow", "lowerBack"]],
  ["row", ["shoulder", "elbow", "lowerBack"]],
  ["face pull", ["shoulder", "elbow"]],
  ["side bend", ["lowerBack"]],
  ["rear delt", ["shoulder"]],
  ["lateral raise", ["shoulder"]],
  ["front raise", ["shoulder"]],
  ["fly", ["shoulder"]],
  ["flye", ["shoulder"]],
  ["crossover", ["shoulder"]],
  ["rotation", ["shoulder"]],
  ["shrug", ["neck", "shoulder"]],
  ["neck", ["neck"]],
  ["sit up", ["lowerBack", "hip", "neck"]],
  ["crunch", ["lowerBack", "neck"]],
  ["plank", ["lowerBack", "shoulder"]],
  ["dragon flag", ["lowerBack", "shoulder"]],
  ["ab wheel", ["lowerBack", "shoulder"]],
  ["rollout", ["lowerBack", "shoulder"]],
  ["twist", ["lowerBack"]],
  ["carry", ["lowerBack", "hip", "wrist", "shoulder"]],
  ["walk", ["lowerBack", "hip", "wrist", "ankle"]],
  ["yoke", ["lowerBack", "hip", "knee", "ankle"]],
  ["sled", ["knee", "hip", "ankle"]],
  ["run", ["knee", "ankle", "hip"]],
  ["curl", ["elbow", "wrist"]],
]

const rules = lifts.map(([words, joints]) => ({ words: words.split(" "), joints }))

/** Joints that a lift loads, the most telling first, by the words of its name in any case; none for a lift it does not know. */
export function jointsOfLift(exercise: string): readonly Joint[] {
  const words = new Set(wordsOf(exercise))
  return rules.find((rule) => rule.words.every((word) => words.has(word)))?.joints ?? []
}

/** Those of `exercises` that load any of `joints`, in their order; lifts it does not know are left out. */
export function liftsLoading(joints: readonly string[], exercises: readonly string[]): readonly string[] {
  return exercises.filter((exercise) => jointsOfLift(exercise).some((joint) => joints.includes(joint)))
}

/** Lower-case words, each also without a plural `s`: `Pull-Ups (Wide)` → pull, ups, up, wide. */
function wordsOf(exercise: string): readonly string[] {
  const words = exercise.toLowerCase().match(/[a-z]+/g) ?? []
  return words.flatMap((word) => (word.endsWith("s") ? [word, word.slice(0, -1)] : [word]))
}
