export { type Episode, episodeKinds } from "./episodes.ts"
export {
  type Simulation,
  type SimulationOptions,
  extraNames,
  healthyWithout,
  ingredientNames,
  simulationSchema,
} from "./options.ts"
export { type AthleteTruth, type SimulatedSquad, simulateAthlete, simulateSquad } from "./simulateSquad.ts"
