import { expect, it } from "vitest"
import { jointsOfLift, liftsLoading } from "./liftJoints.ts"

it.each([
  ["back squat", ["knee", "hip", "lowerBack", "ankle"]],
  ["Squat (Barbell)", ["knee", "hip", "lowerBack", "ankle"]],
  ["Front Squats", ["knee", "hip", "ankle", "lowerBack", "wrist"]],
  ["Bulgarian Split Squat", ["knee", "hip", "ankle"]],
  ["bench press", ["shoulder", "elbow", "wrist"]],
  ["Leg Press (Machine)", ["knee", "hip", "lowerBack"]],
  ["Calf Press (Machine)", ["ankle"]],
  ["overhead press", ["shoulder", "elbow", "wrist", "lowerBack"]],
  ["Romanian Deadlift (Dumbbell)", ["lowerBack", "hip", "knee"]],
  ["Lying Leg Curl (Machine)", ["knee"]],
  ["Seated Palms Down Wrist Curl", ["wrist", "elbow"]],
  ["EZ Bar Biceps Curl", ["elbow", "wrist"]],
  ["Triceps Extension (Cable)", ["elbow", "shoulder"]],
  ["Leg Extension (Machine)", ["knee"]],
  ["Back Extension (Weighted Hyperextension)", ["lowerBack", "hip"]],
  ["Pull-ups", ["shoulder", "elbow"]],
  ["pullup", ["shoulder", "elbow"]],
  ["Bent Over Row (Barbell)", ["shoulder", "elbow", "lowerBack"]],
  ["Rear Delt Reverse Fly (Cable)", ["shoulder"]],
  ["power clean", ["hip", "knee", "lowerBack", "wrist", "shoulder", "elbow", "ankle"]],
])("%s loads %j", (exercise, joints) => {
  expect(jointsOfLift(exercise)).toEqual(joints)
})

it.each(["Warm Up", "", "breathing", "knebøy"])("a lift it does not know (%j) loads nothing", (exercise) => {
  expect(jointsOfLift(exercise)).toEqual([])
})

it("a joint brings in the lifts that load it, in their order", () => {
  const session = ["bench press", "back squat", "leg extension", "mystery lift"]
  expect(liftsLoading(["knee"], session)).toEqual(["back squat", "leg extension"])
  expect(liftsLoading(["wrist", "ankle"], session)).toEqual(["bench press", "back squat"])
  expect(liftsLoading(["neck"], session)).toEqual([])
  expect(liftsLoading([], session)).toEqual([])
})
